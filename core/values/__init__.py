"""One file for each kind of value that pages state: how it is written, and how it is read."""
