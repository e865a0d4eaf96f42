"""`showfloor registry assist` as a rep meets it: a window on a screen, sign-in waited for, Ctrl-C, and the queue goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from werkzeug.wrappers import Response

from core.errors import BadInput
from core.settings import ROOT, Settings
from core.web.chromium import window_browser
from tests.registry import layouts

SIGN_IN = (
    "<html><head><title>会员登录</title></head><body><form>请登录<input type=password></form>"
    "<script>setTimeout(() => location.reload(), 4000)</script></body></html>"
)
"""Reloads itself as a portal does once the rep has signed in."""
PORTAL = r"""
portals:
  ours:
    title: Company register of our provider
    title_zh: 授权企业信息库
    search_url: http://reg.example/search?key={name}
    detail_link: /company/\d+$
    per_day: 50
"""
OTHER = "不在登记中的示例有限公司"


@pytest.fixture
def screen(tmp_path):
    """A screen of memory, where the package for one is installed."""
    if shutil.which("Xvfb") is None:
        pytest.skip("no Xvfb: apt-get install xvfb")
    try:
        window_browser(Settings())
    except BadInput as error:
        pytest.skip(str(error))
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def portal(httpserver, tmp_path):
    """A portal that wants a sign-in at the first look; the environment of a rep who uses it."""
    asked: list[str] = []

    def search(request):
        asked.append(request.args["key"])
        page = (
            SIGN_IN
            if len(asked) <= 1
            else layouts.HITS
            if request.args["key"] == layouts.TITLE
            else "<p>没有找到相关企业</p>"
        )
        return Response(page, content_type="text/html; charset=utf-8")

    httpserver.expect_request("/search").respond_with_handler(search)
    httpserver.expect_request("/company/111").respond_with_data(
        layouts.QCC_NEW, content_type="text/html; charset=utf-8"
    )
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config)
    (config / "registries.yml").write_text(PORTAL, encoding="utf-8")
    (tmp_path / "queue.txt").write_text(f"{layouts.TITLE}\n\n{OTHER}\n", encoding="utf-8")
    return asked, {
        **os.environ,
        "SHOWFLOOR_HOME": str(tmp_path / "home"),
        "SHOWFLOOR_CONFIG_DIR": str(config),
        "SHOWFLOOR_HOSTS": json.dumps({"reg.example": f"127.0.0.1:{httpserver.port}"}),
        "SHOWFLOOR_LANGUAGE": "en",
        "COLUMNS": "200",
    }


def assist(tmp_path, env, *words):
    command = [
        sys.executable,
        "-m",
        "cli.main",
        "registry",
        "assist",
        str(tmp_path / "queue.txt"),
        "--pause",
        "0",
        *words,
    ]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def attempts(tmp_path):
    lines = (tmp_path / "home" / "registry" / "attempts.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["asked"], row["outcome"]) for row in map(json.loads, lines)]


@pytest.mark.browser
def test_the_rep_signs_in_once_and_the_queue_is_worked_through(screen, portal, tmp_path):
    asked, env = portal
    told, _ = assist(tmp_path, {**env, "DISPLAY": screen}, "--patience", "30").communicate(timeout=120)
    assert told.count("please sign in") == 1
    assert f"[1/2] {layouts.TITLE}: found" in told
    assert f"[2/2] {OTHER}: not in the register" in told
    assert "done: 1 found, 1 not" in told
    assert attempts(tmp_path) == [(layouts.TITLE, "found"), (OTHER, "none")]
    before = len(asked)
    again, _ = assist(tmp_path, {**env, "DISPLAY": screen}).communicate(timeout=120)
    assert len(asked) == before, "what is settled is not asked again"
    assert "done: 0 found, 0 not" in again


@pytest.mark.browser
def test_ctrl_c_stops_cleanly_and_the_next_start_goes_on(screen, portal, tmp_path):
    _, env = portal
    process = assist(tmp_path, {**env, "DISPLAY": screen}, "--pause", "100")
    heard = ""
    while "[1/2]" not in heard:
        line = process.stdout.readline()
        assert line, heard
        heard += line
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in rest
    assert "goes on with the next firm" in rest
    assert attempts(tmp_path) == [(layouts.TITLE, "found")]
    told, _ = assist(tmp_path, {**env, "DISPLAY": screen}).communicate(timeout=120)
    assert "1 of them were settled before" in told
    assert f"[1/1] {OTHER}: not in the register" in told


@pytest.mark.browser
def test_nobody_at_the_window_ends_the_day_at_once(screen, portal, tmp_path, httpserver):
    _, env = portal
    httpserver.clear()
    httpserver.expect_request("/search").respond_with_data(SIGN_IN, content_type="text/html; charset=utf-8")
    told, _ = assist(tmp_path, {**env, "DISPLAY": screen}, "--patience", "3").communicate(timeout=120)
    assert told.count("broken off") == 1
    assert "nobody signed in" in told


@pytest.mark.browser
def test_without_a_screen_it_is_one_clear_line(screen, portal, tmp_path):
    _, env = portal
    process = assist(tmp_path, {k: v for k, v in env.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")})
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "no screen" in told
    assert "Traceback" not in told
