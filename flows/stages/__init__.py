"""The stages as plain functions: crawl, enrich, resolve, screen, load. Nothing here knows Prefect."""
