"""Forms: label above, help below, error in words beside the field and on top, nothing lost."""

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory

pytestmark = pytest.mark.django_db  # the frame of a page asks for the agency

PAGE = "{% include 'web/parts/form.html' with submit='Kirim' %}"


class Sample(forms.Form):
    name = forms.CharField(label="Nama", help_text="Seperti pada KTP.")
    unit = forms.ChoiceField(label="Unit", choices=[("a", "A"), ("b", "B")], required=False)
    kind = forms.ChoiceField(
        label="Jenis", choices=[("pns", "PNS"), ("pppk", "PPPK")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="Setuju")
    secret = forms.CharField(widget=forms.HiddenInput, initial="x")

    def clean(self):
        raise forms.ValidationError("Isian tidak cocok satu sama lain.")


def shown(form: forms.Form) -> str:
    request = RequestFactory().get("/")
    return engines["django"].from_string(PAGE).render({"form": form}, request)


def test_a_fresh_form_complains_of_nothing():
    page = shown(Sample())
    assert 'class="wrongs"' not in page
    assert 'aria-describedby="id_name_helptext"' in page
    assert 'id="id_name_helptext"' in page
    assert '<label for="id_name">Nama</label>' in page
    assert "Unit <span" in page  # an optional field says so
    assert "csrfmiddlewaretoken" in page


def test_a_wrong_form_says_where_and_keeps_what_was_typed():
    page = shown(Sample({"name": "", "unit": "b", "kind": "pppk", "secret": "x"}))
    assert 'role="alert"' in page
    assert '<a href="#id_name">Nama: ' in page
    assert '<a href="#id_agree">Setuju: ' in page
    assert "Isian tidak cocok satu sama lain." in page
    assert 'aria-invalid="true" aria-describedby="id_name_helptext id_name_error"' in page
    assert '<option value="b" selected>' in page
    assert 'value="pppk" required id="id_kind_1" checked' in page.replace(
        'id="id_kind_1" required checked', 'required id="id_kind_1" checked'
    )


def test_radio_buttons_are_a_group_with_a_legend():
    page = shown(Sample())
    assert "<fieldset" in page
    assert "<legend>Jenis</legend>" in page


def test_a_file_form_can_carry_a_file():
    class Upload(forms.Form):
        file = forms.FileField(label="Berkas")

    assert 'enctype="multipart/form-data"' in shown(Upload())
