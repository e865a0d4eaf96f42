"""What people do to the base. Pages and the API call the same functions, in a transaction that they commit."""
