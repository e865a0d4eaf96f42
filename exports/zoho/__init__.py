"""Zoho CRM v8: what is sent (mapping), how (client, tokens), and what happened to each record (push)."""
