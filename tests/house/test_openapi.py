"""docs/openapi.json is what the server says, and every operation in it can be understood without the code."""

import json

import jsonschema
import pytest

from ikrar.server.api import openapi
from tests.house.source import ROOT

KEPT = json.loads((ROOT / "docs" / "openapi.json").read_text())
OPERATIONS = {
    details["operationId"]: (method, address, details)
    for address, methods in KEPT["paths"].items()
    for method, details in methods.items()
}


def test_checked_in_description_is_the_real_one():
    assert openapi() == KEPT, "run `make docs` and commit docs/openapi.json"


def _resolved(part):
    """A part of the description with its own reference followed."""
    while "$ref" in part:
        found = KEPT
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        part = found
    return part


def _fits(example, schema):
    jsonschema.validate(example, {**schema, "components": KEPT["components"]})


@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_is_described(name):
    _method, _address, details = OPERATIONS[name]
    assert details["summary"]
    assert details["description"].rstrip().endswith(".")
    assert details["tags"]
    assert details["security"] == [{}, {"token": []}]
    for parameter in details["parameters"]:
        assert parameter["description"], parameter["name"]
        if parameter["name"] != "cursor":  # it only has a value once a page was read
            _fits(parameter["example"], parameter["schema"])


@pytest.mark.parametrize("name", OPERATIONS)
def test_examples_fit_their_schemas(name):
    _method, _address, details = OPERATIONS[name]
    answer = details["responses"]["200"]["content"]["application/json"]
    _fits(answer["example"], answer["schema"])
    if "requestBody" in details:
        body = details["requestBody"]["content"]["application/json"]
        _fits(body["example"], body["schema"])


@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_names_its_refusals(name):
    method, _address, details = OPERATIONS[name]
    wanted = {"401", "403", "422", "429", "500", "503"}
    wanted |= {"400", "413", "415"} if method == "post" else {"404"}
    assert set(details["responses"]) == {"200", *wanted}
    for status in wanted:
        refusal = _resolved(details["responses"][status])
        content = refusal["content"]["application/problem+json"]
        _fits(content["example"], content["schema"])
        assert content["example"]["status"] == int(status)
        assert ("Retry-After" in refusal.get("headers", {})) == (status in {"429", "503"})
    assert "WWW-Authenticate" in _resolved(details["responses"]["401"])["headers"]


def test_every_field_of_a_call_is_explained():
    for name in ("Post", "ScreeningRequest"):
        shape = KEPT["components"]["schemas"][name]
        assert shape["additionalProperties"] is False
        assert all(field["description"] for field in shape["properties"].values())


def test_nothing_leads_outside():
    assert "://" not in json.dumps(KEPT)
