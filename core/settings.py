"""The only reader of the environment. Every setting has a default with which one machine works out of the box."""

from functools import lru_cache
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
"""Where the packages and `config/` lie."""


class Settings(BaseSettings):
    """Settings of one process, read from `SHOWFLOOR_…` variables and a `.env` file in the working directory."""

    model_config = SettingsConfigDict(env_prefix="SHOWFLOOR_", env_file=".env", extra="ignore")

    home: Path = Path(".showfloor")
    """The data folder: database file, evidence, Prefect's own files, logs."""
    database_url: str | None = None
    """SQLAlchemy address; empty = a SQLite file in `home`. PostgreSQL: postgresql+psycopg://…"""
    evidence_dir: Path | None = None
    """Where captures lie; empty = `home`/evidence. May be a shared folder."""
    config_dir: Path = ROOT / "config"
    user_agent: str = "Showfloor/0.1 (+exhibitor research; contact: operator of this installation)"
    """How we name ourselves to every site. Operators put their own contact address here."""
    allowed_private_hosts: tuple[str, ...] = ()
    """Hosts inside the private network that may be fetched all the same, as `host` or `host:port`; JSON list."""
    hosts: dict[str, str] = {}
    """Like a hosts file: {"*.demo.example": "127.0.0.1:8123"} sends a host to an address that the operator names.

    Holds for Scrapy, httpx and the browser alike, and counts as the operator's permission. The demo web lives on it.
    """
    browser_path: Path | None = None
    """A Chromium or headless shell; empty = the first that is found."""
    browser_pages: int = 2
    """Pages that one task's browser draws or photographs side by side; each may take some 200 MB while it is open."""
    http_timeout_seconds: float = 20.0
    site_delay_seconds: float = 1.0
    """Between two requests to one firm's site or registry; lists have a pace of their own."""
    max_body_bytes: int = 30_000_000
    max_redirects: int = 8
    pages_per_firm: int = 8
    """How many pages of one firm's site are read at most."""
    chunk_size: int = 20
    """Firms a task: PERF section 2 shows 20–25 to keep Prefect's share under one per cent."""
    timezone: str = "Asia/Shanghai"
    prefect_api_url: str | None = None
    """A running Prefect server; empty = flows run in this process with a server of their own."""
    qcc_key: SecretStr | None = None
    qcc_secret: SecretStr | None = None
    qcc_base_url: str = "https://api.qichacha.com"
    tyc_token: SecretStr | None = None
    tyc_base_url: str = "https://open.api.tianyancha.com"
    gleif_base_url: str = "https://api.gleif.org/api/v1"
    companies_house_key: SecretStr | None = None
    companies_house_base_url: str = "https://api.company-information.service.gov.uk"
    epo_key: SecretStr | None = None
    epo_secret: SecretStr | None = None
    epo_base_url: str = "https://ops.epo.org/3.2"
    google_patents_base_url: str = "https://patents.google.com"
    zoho_accounts_url: str = "https://accounts.zoho.com.cn"
    zoho_api_url: str = "https://www.zohoapis.com.cn"
    zoho_client_id: SecretStr | None = None
    zoho_client_secret: SecretStr | None = None
    zoho_refresh_token: SecretStr | None = None
    zoho_upload_url: str = "https://content.zohoapis.com.cn"
    zoho_people_abroad: bool = False
    """May people at firms in China be sent to a data centre outside China? Off: the firm goes, its people stay."""
    session_secret: SecretStr | None = None
    """Signs sessions of the review pages; empty = made once and kept in `home`."""
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None

    @property
    def database(self) -> str:
        """The address of our database."""
        return self.database_url or f"sqlite:///{(self.home / 'showfloor.db').resolve()}"

    @property
    def evidence(self) -> Path:
        """The folder of the evidence store."""
        return self.evidence_dir or self.home / "evidence"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once. Tests call `settings.cache_clear()` after changing the environment."""
    return Settings()
