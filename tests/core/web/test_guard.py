"""Which addresses are reached: private ones only by the operator's word, however they are spelled."""

import asyncio
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput
from core.settings import Settings
from core.web.guard import AddressGuard, Refused, is_public

PRIVATE = (
    "127.0.0.1 127.9.9.9 10.1.1.1 172.16.0.1 192.168.1.1 100.64.0.1 169.254.169.254 0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255 198.18.0.1 "
    "192.0.0.1 192.88.99.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 ::ffff:10.0.0.1 ::ffff:7f00:1 64:ff9b::a00:1 64:ff9b:1::1 "
    "2002:7f00:1:: 2002:a00:1::1 2001:0:7f00:1::f5ff:fffe 2001:db8::1 3fff::1 ::127.0.0.1 100::1"
).split()
PUBLIC = "8.8.8.8 1.1.1.1 2001:4860:4860::8888 2a00:1450:4001::1 ::ffff:8.8.8.8 64:ff9b::808:808".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_reached(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_an_embedded_private_address_is_private(inner: object) -> None:
    number = int(inner)  # type: ignore[call-overload]
    high, low = number >> 16, number & 0xFFFF
    assert not is_public(f"64:ff9b::{high:x}:{low:x}")
    assert not is_public(f"2002:{high:x}:{low:x}::1")
    assert not is_public(f"::ffff:{high:x}:{low:x}")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "data:text/html,<b>x",
        "ftp://a.example/",
        "javascript:alert(1)",
        "gopher://a.example/",
        "http://",
        "//a.example/",
        "http://user:pass@a.example/",
        "http://user@a.example/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://a b.example/",
        "http://a.example:99999/",
        "http://a.example:x/",
    ],
)
def test_addresses_that_are_never_fetched(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        AddressGuard().check(url)
    assert "\n" not in str(refused.value)
    assert ":pass@" not in str(refused.value)


def test_a_name_that_leads_into_the_private_network_is_refused_when_it_is_resolved() -> None:
    guard = AddressGuard()
    assert guard.check("http://localhost/") == ("localhost", 80)
    with pytest.raises(Refused, match="SHOWFLOOR_ALLOWED_PRIVATE_HOSTS"):
        guard.resolve_sync("localhost", 80)
    with pytest.raises(Refused):
        asyncio.run(guard.resolve("localhost", 80))


def test_one_private_address_among_public_ones_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        AddressGuard().resolve_sync("mixed.example", 80)


def test_the_operator_may_permit_a_host_or_a_host_and_port() -> None:
    guard = AddressGuard.from_settings(Settings(allowed_private_hosts=("127.0.0.1:8000", "localhost")))
    assert guard.check("http://127.0.0.1:8000/") == ("127.0.0.1", 8000)
    with pytest.raises(Refused):
        guard.check("http://127.0.0.1:8001/")
    assert all(port == 81 for _, port in guard.resolve_sync("localhost", 81))


def test_the_hosts_map_sends_a_host_elsewhere_and_permits_it() -> None:
    guard = AddressGuard.from_settings(Settings(hosts={"*.demo.example": "127.0.0.1:8123", "one.example": "10.0.0.7"}))
    assert guard.resolve_sync("firm.demo.example", 80) == [("127.0.0.1", 8123)]
    assert guard.resolve_sync("FIRM.demo.example.", 443) == [("127.0.0.1", 8123)]
    assert guard.resolve_sync("one.example", 443) == [("10.0.0.7", 443)]
    assert guard.mapped("demo.example.evil.test", 80) is None


def test_international_names_have_one_spelling() -> None:
    assert AddressGuard().check("https://www.公司.cn:8443/x") == ("www.xn--55qx5d.cn", 8443)
