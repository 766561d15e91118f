"""A page that was read when the log of acts was long: the number that it sends back is the number that it got."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_act_that_was_read_is_named_without_separators(language):
    message = {"pk": 12345}
    with translation.override(language):
        page = render_to_string(
            "programme/parts/steps.html", {"steps": ["setujui"], "message": message, "seen": 12345}
        )
    assert 'name="seen" value="12345"' in page
