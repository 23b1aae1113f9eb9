"""The texts of the settings in the languages besides French: a field a language, in the same form.

The settings are one record for all languages, mostly names, addresses and figures: two texts are
no reason for a record a language. See docs/traduire.md.
"""

from django import forms
from django.conf import settings
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel

# {field: (name of the field, widget of its translations)}
TRANSLATED = {
    "legal_status": ("Forme juridique", forms.TextInput),
    "log_content": ("Contenu des journaux", forms.Textarea(attrs={"rows": 3})),
}
OTHERS = dict(settings.LANGUAGES[1:])
LONGEST = 1000  # signs

# {field of the form: (language, field)}
FIELDS = {f"{name}_{code}": (code, name) for name in TRANSLATED for code in OTHERS}


def translation_panels(name):
    """The panels of the translations of that field."""
    return [FieldPanel(field) for field, (_code, one) in FIELDS.items() if one == name]


class TextsForm(WagtailAdminModelForm):
    """Keeps those fields in `translations`, {language: {field: text}}."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field, (code, name) in FIELDS.items():
            self.fields[field].initial = self.instance.translations.get(code, {}).get(name, "")

    def clean(self):
        cleaned_data = super().clean()
        translations = {}
        for field, (code, name) in FIELDS.items():
            if text := cleaned_data.get(field):
                translations.setdefault(code, {})[name] = text
        self.instance.translations = translations
        return cleaned_data


SiteSettingsForm = type(
    "SiteSettingsForm",
    (TextsForm,),
    {
        field: forms.CharField(
            label=f"{TRANSLATED[name][0]} ({OTHERS[code]})",
            max_length=LONGEST,
            required=False,
            widget=TRANSLATED[name][1],
        )
        for field, (code, name) in FIELDS.items()
    },
)
