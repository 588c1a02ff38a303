"""Amounts that the publisher computed: the oracle of our prices must itself be read to the cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reference.made import CMS, NOT_HERE, caps, payment

from frostline.model.errors import Faults
from frostline.reference.layouts.amounts import CAPS, CAPS_PINNED, LAYOUTS
from frostline.reference.opening import Content
from frostline.reference.recognising import recognised

PAYMENT = LAYOUTS[0]
CAP = ("70450", "TC", "A", "1112", "5", "101.05", "99.9")


def content(text: str) -> Content:
    return Content("a file", ("a file",), text.encode())


@given(st.integers(0, 999_999_999))
def test_an_amount_is_read_to_the_cent(cents: int) -> None:
    reading = PAYMENT.read(content(payment(amount=f"{cents // 100:07d}.{cents % 100:02d}")))
    assert [("17340", "", "01112", "05", cents, cents)] == reading.rows.select(
        "code", "modifier", "mac", "locality", "nonfacility", "facility"
    ).rows()
    assert "2026" == reading.stated


@pytest.mark.parametrize("amount", ["000045.67 ", "0000045,67", "00045.6701", "-000045.67", "0000O45.67"])
def test_an_amount_that_is_none_is_refused(amount: str) -> None:
    if amount == "000045.67 ":
        assert [4567] == PAYMENT.read(content(payment(amount=amount))).rows["facility"].to_list()
        return
    with pytest.raises(Faults, match="expected dollars and cents"):
        PAYMENT.read(content(payment(amount=amount)))


def test_a_file_of_two_years_a_cut_one_and_a_longer_record_are_refused() -> None:
    first, trailer, _ = payment().split("\n")
    for text, told in (
        (f"{first}\n{payment(year='2025')}", "the years 2025, 2026"),
        (first, "no trailer at the end: the file is cut off"),
        (f"{first}{first}\n{trailer}", "expected a record of 130 characters"),
        (f"{first[:-1]}\n{trailer}", "expected a record of 130 characters"),
    ):
        with pytest.raises(Faults, match=told):
            PAYMENT.read(content(text))


@pytest.mark.parametrize("names", [("FACILITY PRICE", "NON-FACILITY PRICE"), ("Facility Price", "Non-Facilty Price")])
def test_caps_are_read_however_their_heading_is_spelled(names: tuple[str, str]) -> None:
    rows = CAPS.read(content(caps([CAP], names))).rows
    assert [("70450", "TC", "01112", "05", 10_105, 9_990)] == rows.select(
        "code", "modifier", "mac", "locality", "facility", "nonfacility"
    ).rows()
    assert rows.equals(CAPS_PINNED.read(content(caps([CAP], ("facility_price", "non_facility_price")))).rows)


@pytest.mark.parametrize(("text", "table"), [(payment(), "payment"), (caps([CAP]), "oppscap")])
def test_each_is_recognised_by_what_it_holds(text: str, table: str) -> None:
    found = recognised(content(text), None)
    assert found is not None
    assert table == found.table


def test_caps_under_names_of_a_third_party_are_not_the_publishers() -> None:
    held = content(caps([CAP], ("facility_price", "non_facility_price")))
    with pytest.raises(Faults, match=r"not the publisher's own layout.*--as oppscap"):
        recognised(held, None)
    found = recognised(held, "oppscap")
    assert found is not None
    assert not found.official


@pytest.mark.skipif(not CMS.is_dir(), reason=NOT_HERE)
def test_the_official_payment_files_hold_what_their_publisher_says() -> None:
    import zipfile  # noqa: PLC0415 - only here

    with zipfile.ZipFile(CMS / "pfs_2026" / "PFREV26B_nonQP.zip") as archive:
        text = archive.read("PFREV26B.txt").decode("cp1252")
    rows = PAYMENT.read(content(text)).rows
    assert (4_033, 133_733) == (rows.height, rows.filter(code="21610", mac="01112", locality="05")["facility"][0])
