"""Medicare's advance notice: GY and GX on what is excluded, GA or GZ on what is expected not to be necessary."""

from frostline.engine.coding.entry import Entry
from frostline.engine.coding.lookups import Draw, Settled
from frostline.model.claim import Answer, Question
from frostline.model.encounter import Notice

EXCLUDED = "42 USC 1395y(a)(10); Medicare Claims Processing Manual, chapter 1, section 60"
CITE = (
    "Medicare Claims Processing Manual, chapter 30, section 50 (advance notice, form CMS-R-131); chapter 1, section 60"
)
GIVEN = frozenset({Notice.signed, Notice.voluntary})


def noticed(line: Draw, *, medicare: bool, voluntary: bool = True) -> Settled:
    """What the notice to the patient puts on a line, or the question in between; `voluntary`: GX is in force."""
    if not medicare:
        return Settled(lines=(_of_others(line),))
    if line.entries and all(entry.treated.cosmetic for entry in line.entries):
        return Settled(lines=(_excluded(line, voluntary=voluntary),))
    expected = tuple(entry for entry in line.entries if entry.treated.denial_expected)
    return _expected(line, expected) if expected else _unexpected(line)


def _of_others(line: Draw) -> Draw:
    told = [entry.treated.notice or entry.treated.denial_expected for entry in line.entries]
    if not any(told):
        return line
    return line.noted(
        "no GA, GX, GZ", "they tell Medicare of an advance notice, and Medicare is not named as the payer", CITE
    )


def _excluded(line: Draw, *, voluntary: bool) -> Draw:
    marked = line.marked("GY", "done for appearance only: excluded by statute", EXCLUDED)
    if not voluntary or not any(entry.treated.notice in GIVEN for entry in line.entries):
        return marked
    return marked.marked("GX", "excluded by statute, and the patient was told so by a notice nobody requires", CITE)


def _expected(line: Draw, expected: tuple[Entry, ...]) -> Settled:
    """GZ where any of it had no notice, GA where all of it had; a line carries one of them."""
    notices = [entry.treated.notice for entry in expected]
    why = "; ".join(entry.known_as for entry in expected)
    if Notice.none in notices:
        because = f"{why}: Medicare is expected to deny it as not necessary, and no notice was given"
        return Settled(lines=(line.marked("GZ", because, CITE),))
    unsigned = [entry for entry in expected if entry.treated.notice is not Notice.signed]
    if unsigned:
        return Settled(lines=(line,), questions=tuple(_was_it_signed(entry) for entry in unsigned))
    because = f"{why}: Medicare is expected to deny it as not necessary, and the patient signed the notice"
    return Settled(lines=(line.marked("GA", because, CITE),))


def _unexpected(line: Draw) -> Settled:
    signed = [entry for entry in line.entries if entry.treated.notice is Notice.signed]
    if not signed:
        return Settled(lines=(line,))
    silent = tuple(entry for entry in signed if entry.treated.denial_expected is None)
    if silent:
        return Settled(lines=(line,), questions=tuple(_is_it_expected(entry) for entry in silent))
    return Settled(lines=(line.noted("no GA", "a notice was signed, but no denial is expected", CITE),))


def _was_it_signed(entry: Entry) -> Question:
    leads = (
        Answer("signed", "GA: where it is denied, the patient may be billed"),
        Answer("none", "GZ: it is denied, and the patient may not be billed"),
        Answer("not treated yet: obtain it beforehand", "GA once the patient has signed"),
    )
    ask = f"{entry.known_as}: a denial is expected; did the patient sign the advance notice (ABN) beforehand?"
    return Question("notice", ask, leads, entry.name, CITE)


def _is_it_expected(entry: Entry) -> Question:
    leads = (
        Answer("true", "GA: expected to be denied as not necessary, with the notice on file"),
        Answer("false", "no modifier: a notice without a reason to expect a denial does not count"),
    )
    ask = f"{entry.known_as}: the patient signed an advance notice; is Medicare expected to find it not necessary?"
    return Question("denial_expected", ask, leads, entry.name, CITE)
