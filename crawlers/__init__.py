"""Reads lists: what a crawl asks, how answers become rows, and the proof that none is missing. Imports core only."""
