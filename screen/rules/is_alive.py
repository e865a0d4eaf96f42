"""E5a: deregistered, revoked and bankrupt firms."""

from core.words import Field, RegistryStatus
from screen.case import Case
from screen.rule import Answer, failed, passed, rule, unknown

_REGISTRY_STATUS = Field.registry_status

_ACTIVE = str(RegistryStatus.active)
_DEAD = {RegistryStatus.dead.value, RegistryStatus.closing.value}


@rule("is-alive", code="E5a", requirement="R-066", reads=())
def is_alive(case: Case) -> Answer:
    """Keep firms that the registry calls active.

    Pass: 存续, 在业, 开业 and the like.
    Fail: 注销, 吊销, 撤销, 责令关闭, in liquidation or bankrupt.
    Unknown: moved, suspended, a word that nobody has mapped, or no registry seen.
    """
    fact = case.registered(_REGISTRY_STATUS) or case.fact(_REGISTRY_STATUS)
    if fact is None:
        return unknown("尚未核对登记状态", "no registry status has been seen", fix="look_up_registry")
    status, raw = _words(fact.value)
    if status in _DEAD:
        return failed(f"登记状态为“{raw}”", f"registry status “{raw}”", fact.id, fact.capture)
    if status == _ACTIVE:
        return passed(f"登记状态为“{raw}”", f"registry status “{raw}”", fact.id, fact.capture)
    return unknown(
        f"登记状态“{raw}”需人工确认", f"registry status “{raw}” needs a person", fact.id, fix="confirm_status"
    )


def _words(value: object) -> tuple[str, str]:
    if isinstance(value, dict):
        status = value.get("status")
        return str(status), str(value.get("raw") or status)
    return str(value), str(value)
