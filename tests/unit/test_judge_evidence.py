"""Tests how the judge uses evidence from the page around a number, for example the header of the
number's column, a label, or the name of an element."""

from typing import Any

import pytest

from tests.support.finder.judge_process import ask

BARE = "4152671234"
GROUPED = "415-267-1234"
CALL, FAX, NONE = "+14152671234", "fax", ""

LABELS = [
    ("Phone", BARE, CALL),
    ("Mobile", GROUPED, CALL),
    ("Tel/Fax", BARE, CALL),
    ("Fax", GROUPED, FAX),
    ("Contact", BARE, CALL),
    ("ID", BARE, NONE),
    ("ID", GROUPED, NONE),
    ("ID", "(415) 267-1234", CALL),
    ("ID", "+1 415 267 1234", CALL),
    ("Invoice no.", GROUPED, NONE),
    ("Order", BARE, NONE),
    ("Order", GROUPED, NONE),
    ("Tracking number", BARE, NONE),
    ("Account number", BARE, NONE),
    ("Kundennummer", BARE, NONE),
    ("N° de commande", BARE, NONE),
    ("注文番号", BARE, NONE),
    ("Amount", BARE, NONE),
    ("#", BARE, NONE),
    ("Name", BARE, CALL),
    ("Company", GROUPED, CALL),
    ("Created", BARE, CALL),
    ("", BARE, CALL),
]
NAMES = [
    (["telephone"], BARE, CALL),
    (["customerPhone"], BARE, CALL),
    (["customer-phone-cell"], BARE, CALL),
    (["MuiDataGrid-cell", "mobile_number"], BARE, CALL),
    (["faxNumber"], GROUPED, FAX),
    (["taxID"], GROUPED, NONE),
    (["vatID"], BARE, NONE),
    (["orderId"], BARE, NONE),
    (["order-id"], GROUPED, NONE),
    (["ticket__id"], BARE, NONE),
    (["data-cell", "trackingNumber"], BARE, NONE),
    (["serial-number"], GROUPED, NONE),
    (["promo_code"], BARE, NONE),
    (["sku"], BARE, NONE),
    (["contact-number"], GROUPED, CALL),
    (["header-number"], GROUPED, CALL),
    (["dynamicNumber"], GROUPED, CALL),
    (["cta-number"], GROUPED, CALL),
    (["invoice-number"], GROUPED, NONE),
    (["account_no"], BARE, NONE),
    (["fax_office"], GROUPED, FAX),
    (["phone_id"], GROUPED, NONE),
    (["hidden-mobile", "order-id"], GROUPED, NONE),
    (["col-mobile-6", "serial-number"], GROUPED, NONE),
    (["mobile", "order-id"], GROUPED, CALL),
    (["order-2 col-md-4"], BARE, CALL),
    (["card-text"], BARE, CALL),
    (["list-item", "nav-service"], BARE, CALL),
    ([], BARE, CALL),
]


def told(found: list[dict[str, Any]]) -> str:
    return ",".join("fax" if one["kind"] == "fax" else one["number"] for one in found)


def read(text: str, **evidence: Any) -> str:
    (answer,) = ask([{"text": text, "region": "US", "evidence": evidence}])
    return told(answer["found"])


@pytest.mark.parametrize("source", ["header", "term", "label", "before"])
def test_the_label_beside_a_text_decides_as_if_it_stood_in_it(source: str) -> None:
    requests = [
        {"text": text, "region": "US", "evidence": {"label": label, "source": source}}
        for label, text, _ in LABELS
    ]
    answers = [told(answer["found"]) for answer in ask(requests)]
    assert answers == [wanted for _, _, wanted in LABELS]


def test_the_names_of_an_element_count_word_by_word() -> None:
    requests = [
        {"text": text, "region": "US", "evidence": {"names": names}} for names, text, _ in NAMES
    ]
    answers = [told(answer["found"]) for answer in ask(requests)]
    assert answers == [wanted for _, _, wanted in NAMES]


@pytest.mark.parametrize("source", ["above", "heading"])
def test_a_title_above_counts_only_if_its_word_is_sure(source: str) -> None:
    assert read(BARE, label="Orders", source=source) == CALL
    assert read(BARE, label="Tracking number", source=source) == NONE
    assert read(GROUPED, label="Fax numbers", source=source) == FAX


def test_what_stands_in_the_text_is_nearer_than_what_the_page_says() -> None:
    assert read(f"Tel. {BARE}", label="Invoice no.", source="header") == CALL
    assert read(f"Order no. {BARE}", label="Phone", source="header") == NONE
    assert read(f"Fax {GROUPED}", label="Phone", source="header") == FAX


def test_the_label_is_nearer_than_the_names() -> None:
    assert read(BARE, label="Phone", source="header", names=["orderId"]) == CALL
    assert read(BARE, label="Order no.", source="header", names=["phone"]) == NONE
    assert read(BARE, label="Details", source="header", names=["orderId"]) == NONE


def test_a_phone_column_and_a_link_read_what_would_be_too_little_alone() -> None:
    requests = [
        {"text": "2 676 5900", "region": "AE", "evidence": evidence}
        for evidence in ({}, {"label": "Phone", "source": "header"}, {"source": "link"})
    ]
    answers = [told(answer["found"]) for answer in ask(requests)]
    assert answers == ["", "+97126765900", "+97126765900"]


def test_a_cell_with_several_numbers_is_all_of_that_column() -> None:
    text = f"{BARE}\n4152671236"
    assert read(text, label="Customer number", source="header") == NONE
    assert read(text, label="Fax", source="header") == "fax,fax"
