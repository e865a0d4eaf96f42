"""Prefect's own settings, set before Prefect is imported: its files in our data folder, no telemetry, patient start."""

import os

from core.settings import Settings


def prepare(settings: Settings) -> None:
    """Point Prefect at our data folder and at the server that the operator named, if any.

    The ephemeral server needs up to a minute on a busy machine, where Prefect's own limit is 20 seconds (PERF section
    0). The two telemetry switches cover the client and the server.
    """
    home = (settings.home / "prefect").resolve()
    home.mkdir(parents=True, exist_ok=True)
    wanted = {
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    }
    if settings.prefect_api_url:
        wanted["PREFECT_API_URL"] = settings.prefect_api_url
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
