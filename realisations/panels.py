"""The editor of a fiche, in the order an editor thinks."""

from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from portal.models import BasePage


def realisation_panels():
    return TabbedInterface(
        [
            ObjectList(
                [
                    *BasePage.content_panels,
                    FieldRowPanel([FieldPanel("nature"), FieldPanel("stage")]),
                    FieldPanel("themes", widget=CheckboxSelectMultiple, required_on_save=False),
                    InlinePanel("participations", heading="Acteurs", label="Acteur", min_num=1),
                    MultiFieldPanel(
                        [
                            FieldPanel("country"),
                            FieldPanel("unlocated"),
                            InlinePanel("places", heading="Lieux", label="Lieu"),
                            FieldPanel("territory_types", widget=CheckboxSelectMultiple),
                            FieldPanel("scales", widget=CheckboxSelectMultiple),
                        ],
                        heading="Où",
                    ),
                    MultiFieldPanel(
                        [
                            FieldRowPanel(
                                [FieldPanel("start_date"), FieldPanel("start_precision")]
                            ),
                            FieldRowPanel([FieldPanel("end_date"), FieldPanel("end_precision")]),
                        ],
                        heading="Quand",
                    ),
                    FieldPanel("image"),
                    MultiFieldPanel(
                        [
                            FieldPanel("source_document"),
                            FieldRowPanel([FieldPanel("source_page"), FieldPanel("source_url")]),
                            FieldPanel("verified_on"),
                        ],
                        heading="Source et vérification",
                    ),
                ],
                heading="L’essentiel",
            ),
            ObjectList(
                [
                    InlinePanel(
                        "pillar_contributions",
                        heading="Piliers servis",
                        label="Pilier",
                        min_num=1,
                        max_num=4,
                    )
                ],
                heading="Les piliers",
            ),
            ObjectList(
                [FieldPanel("issues"), FieldPanel("objectives"), FieldPanel("steps")],
                heading="Le récit",
            ),
            ObjectList(
                [
                    FieldPanel("key_figures"),
                    FieldPanel("benefits"),
                    FieldPanel("lessons"),
                    FieldPanel("limits"),
                    FieldPanel("transfer_conditions"),
                ],
                heading="Les résultats",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("cost_amount"), FieldPanel("cost_currency")]),
                            FieldRowPanel([FieldPanel("cost_year"), FieldPanel("cost_tax")]),
                            FieldPanel("cost_scope"),
                        ],
                        heading="Coût",
                    ),
                    FieldPanel("funding"),
                    FieldRowPanel([FieldPanel("labels"), FieldPanel("sdgs")]),
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("contact_role"), FieldPanel("contact_email")])],
                        heading="Contact",
                    ),
                ],
                heading="Les moyens",
            ),
            ObjectList(
                [
                    InlinePanel("links", heading="Liens dans le portail", label="Lien"),
                    FieldPanel("documents"),
                    FieldPanel("gallery"),
                ],
                heading="Les liens",
            ),
            ObjectList(BasePage.promote_panels, heading="Publication"),
        ]
    )
