"""Who owes what of an allowed total: only from a deductible and a coinsurance that somebody stated."""

from decimal import Decimal

from frostline.model import money
from frostline.model.claim import Shares
from frostline.model.encounter import CostSharing
from frostline.model.reason import Step

CITE = "42 USC 1395l(a)(1), (b)"


def shares(allowed: int, stated: CostSharing, sequestration_percent: int, cite: str) -> Shares | None:
    """Patient and payer share in cents; sequestration on the payer's share only. None where either is not stated."""
    if stated.deductible_left is None or stated.coinsurance is None:
        return None
    deductible = min(money.whole(stated.deductible_left, money.CENTS), allowed)
    numerator, denominator = stated.coinsurance.as_integer_ratio()
    coinsurance = money.half_up((allowed - deductible) * numerator, denominator)
    payer = allowed - deductible - coinsurance
    cut = money.share(payer, sequestration_percent)
    percent = (stated.coinsurance * Decimal(100)).normalize()
    steps = (
        Step(f"${money.dollars(deductible)}", "deductible still owed", CITE),
        Step(f"${money.dollars(coinsurance)}", f"coinsurance of {percent:f} % of the rest", CITE),
        Step(f"${money.dollars(cut)}", f"sequestration, {sequestration_percent} % of the payer's share", cite),
    )
    total = Step(f"${money.dollars(deductible + coinsurance)}", "the patient's share", CITE, steps)
    return Shares(deductible + coinsurance, payer, cut, total)
