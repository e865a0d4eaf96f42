"""One rule a file; each is registered by `@rule` and has its cases in `tests/rules/<name>.yml`."""
