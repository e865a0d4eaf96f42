"""The firm base: models, migrations and every query; and the evidence store. Imports core only.

A caller opens a `Database`, enters `writing()` or `reading()`, and passes the transaction to functions of
`storage.repositories`. The transaction commits when the block ends: at the edge, never inside a repository.
"""
