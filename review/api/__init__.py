"""The API under /api/v1: the same actions as the pages, as JSON; described at /api/v1/openapi.json.

A client signs in at /sign-in, sends the session cookie, and for anything but GET the token of `GET /api/v1/me` in the
header `X-CSRF-Token`. Errors are `{"error": "one sentence"}` with the status that fits.
"""
