"""Every query, one file a subject, named for its use. Functions take the transaction first and return frozen records."""
