"""Arranges the stages: crawl → enrich → screen → load. Take Prefect's decorators away and everything still runs.

`flows.stages` holds the stages as plain functions; `flows.nightly`, `flows.targeted` and `flows.reverify` are the
Prefect flows over them; `flows.local` runs the same chain without Prefect.
"""
