"""Finds a browser, or installs one: Playwright's own build, else the system's, else the distribution's package.

Run by `make run` and `make test`. A CJK font comes with it, because without one Chinese screenshots show boxes.
"""

import os
import shutil
import subprocess
import sys

from core.settings import Settings
from core.web.chromium import find_browser

APT = ("chromium-headless-shell", "fonts-noto-cjk")


def found() -> str | None:
    """The browser that the product would use, or None."""
    place = find_browser(Settings())
    return None if place is None else str(place)


def quietly(*command: str) -> bool:
    """Run a command; True where it succeeded."""
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def cjk_font() -> bool:
    """Has this machine a font for Chinese?"""
    if sys.platform != "linux" or not shutil.which("fc-list"):
        return sys.platform != "linux"
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def as_root(*command: str) -> bool:
    """Run a package manager, with sudo where that needs no password."""
    if os.name != "posix" or not shutil.which(command[0]):
        return False
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and not shutil.which("sudo"):
        return False
    return quietly(*root, "env", "DEBIAN_FRONTEND=noninteractive", *command)


def main() -> int:
    """Exit code 0 where a browser is ready, else 1 after one line that says what to install."""
    if found() and cjk_font():
        return 0
    print("Looking for a browser and a Chinese font …", flush=True)
    if not found():
        quietly(sys.executable, "-m", "playwright", "install", "--only-shell", "chromium")
    missing = [name for name, there in zip(APT, (bool(found()), cjk_font()), strict=True) if not there]
    if missing and shutil.which("apt-get"):
        as_root("apt-get", "update", "-q")
        as_root("apt-get", "install", "-y", "-q", "--no-install-recommends", *missing) or as_root(
            "apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-noto-cjk"
        )
    where = found()
    if where is None:
        print(
            "No browser could be found or installed. Install Chromium (Debian: apt-get install chromium-headless-shell "
            "fonts-noto-cjk; elsewhere: playwright install chromium), or name one in SHOWFLOOR_BROWSER_PATH.",
            file=sys.stderr,
        )
        return 1
    if not cjk_font():
        print("No font for Chinese was found: screenshots will show boxes. Install fonts-noto-cjk.", file=sys.stderr)
    print(f"Browser: {where}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
