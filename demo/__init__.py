"""A small automotive web with known truth, served on loopback: what the nightly job is tried and measured on."""
