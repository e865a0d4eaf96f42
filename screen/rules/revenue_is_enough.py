"""E6: firms under the revenue threshold."""

from decimal import Decimal, InvalidOperation

from core.words import Field
from screen.case import Case
from screen.rule import Answer, failed, passed, rule, unknown

_REVENUE = Field.revenue


@rule("revenue-is-enough", code="E6", requirement="R-068", reads=("revenue",))
def revenue_is_enough(case: Case) -> Answer:
    """Keep firms with at least 200 million CNY a year (switch C-3 for the edge).

    Pass: the evidenced revenue, or the lower end of its range, reaches the threshold.
    Fail: the evidenced revenue, or the upper end of its range, stays under it.
    Unknown: no revenue, a range that straddles the threshold, a head count only (C-11), or a currency without a rate.
    """
    fact = case.fact(_REVENUE)
    if fact is None:
        return unknown(
            "年营收未知；员工数不能代替", "revenue unknown; a head count does not replace it", fix="find_revenue"
        )
    limits = case.policy.revenue
    bounds = in_cny(fact.value, limits.rates)
    if bounds is None:
        return unknown(
            "年营收的币种或金额无法换算", "the revenue cannot be converted to CNY", fact.id, fix="find_revenue"
        )
    low, high = bounds

    def enough(amount: Decimal) -> bool:
        return amount > limits.minimum_cny if limits.strictly_more else amount >= limits.minimum_cny

    shown = f"{low:,.0f}" if low == high else f"{low:,.0f}–{'∞' if high is None else format(high, ',.0f')}"
    if enough(low):
        return passed(
            f"年营收 {shown} 元，达到门槛", f"revenue {shown} CNY reaches the threshold", fact.id, fact.capture
        )
    if high is not None and not enough(high):
        return failed(
            f"年营收 {shown} 元，低于 {limits.minimum_cny:,} 元",
            f"revenue {shown} CNY is under {limits.minimum_cny:,} CNY",
            fact.id,
            fact.capture,
        )
    return unknown(
        f"年营收区间 {shown} 元跨越门槛",
        f"revenue range {shown} CNY straddles the threshold",
        fact.id,
        fix="find_revenue",
    )


def in_cny(value: object, rates: dict[str, Decimal]) -> tuple[Decimal, Decimal | None] | None:
    """The lower and upper end in CNY of a revenue value, or None where amount or rate is missing.

    Shape of the value: {"amount" | "low" and "high", "currency", …}; an open range has no upper end.
    """
    if not isinstance(value, dict):
        return None
    currency = value.get("currency")
    rate = Decimal(1) if currency == "CNY" else rates.get(str(currency))
    if rate is None:
        return None
    try:
        if value.get("low") is not None or value.get("high") is not None:
            low = Decimal(str(value.get("low") or 0))
            high = None if value.get("high") is None else Decimal(str(value["high"])) * rate
            return low * rate, high
        amount = Decimal(str(value["amount"])) * rate
    except (KeyError, InvalidOperation):
        return None
    return amount, amount
