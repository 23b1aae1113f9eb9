"""What each translation is worth, page by page and language by language: see `portal.translation`."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.models import Page

from portal.translation.digests import digest
from portal.translation.parts import parts_named


class TranslationPassport(models.Model):
    """A page in one language besides its original's, whether or not it exists there.

    Written by `portal.translation.passports`, whenever a page of the family is published; only the
    review is an editor's.
    """

    class Origin(models.TextChoices):
        HUMAINE = "humaine", "traduction humaine"
        AUTOMATIQUE = "automatique", "traduction automatique"
        A_PART = "a-part", "page écrite à part"

    class State(models.TextChoices):
        """What an editor must know first, from the worst to the best."""

        MANQUANTE = "manquante", "manquante"
        COPIE = "copie", "copie non traduite"
        BROUILLON = "brouillon", "en préparation"
        PERIMEE = "perimee", "périmée"
        INCOMPLETE = "incomplete", "incomplète"
        AUTOMATIQUE = "automatique", "automatique, non relue"
        HUMAINE = "humaine", "humaine, non relue"
        A_PART = "a-part", "écrite à part, non relue"
        RELUE = "relue", "relue"

    # Of all the translations of a page.
    key = models.UUIDField()
    locale = models.ForeignKey(
        "wagtailcore.Locale", on_delete=models.CASCADE, related_name="+", verbose_name="langue"
    )
    source = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    page = models.OneToOneField(
        Page, on_delete=models.SET_NULL, null=True, related_name="passport", verbose_name="page"
    )
    state = models.CharField("état", max_length=12, choices=State, default=State.MANQUANTE)
    since = models.DateTimeField("depuis", null=True)
    origin = models.CharField("origine", max_length=12, choices=Origin, blank=True)
    # When what is read was published; the key of the revision that was last held against a source;
    # {field: digest} of that source; the digest of its own text.
    made_at = models.DateTimeField(null=True)
    revision = models.PositiveBigIntegerField(null=True)
    made_from = models.JSONField(default=dict)
    text = models.CharField(max_length=32, blank=True)
    # Fields that hold texts still in the language of the source.
    untranslated = models.JSONField(default=list)
    # {field that differs in the source: since when, ISO 8601}
    changed = models.JSONField(default=dict)
    reviewed_at = models.DateTimeField("relue le", null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="relue par",
    )
    # What was reviewed: `content` at that time.
    reviewed = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "passeport de traduction"
        verbose_name_plural = "passeports de traduction"
        default_permissions = ()
        permissions = [("review_translation", "Peut marquer une traduction comme relue")]
        ordering = ["key", "locale"]
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="one_a_language")]
        indexes = [models.Index(fields=["state", "since"])]

    def __str__(self):
        return f"{self.source.title} ({self.locale.language_code})"

    # As the report tells it

    @property
    def kind(self):
        return capfirst(self.source.cached_content_type.name)

    @property
    def language(self):
        code = self.locale.language_code
        return dict(settings.LANGUAGES).get(code, code)

    @property
    def parts(self):
        """The parts of the page that the state is about: those that changed, or are not translated."""
        fields = self.changed if self.state == self.State.PERIMEE else self.untranslated
        return parts_named(self.source.specific_class, fields)

    @property
    def age(self):
        """Whole days since then."""
        return (timezone.now() - self.since).days if self.since else None

    @property
    def reviewer(self):
        name = self.reviewed_by and (self.reviewed_by.get_full_name() or str(self.reviewed_by))
        return name if self.is_reviewed and name else ""

    @property
    def address(self):
        return self.page.full_url if self.page_id and self.page.live else ""

    # What it is worth

    @property
    def is_reviewed(self):
        """Whether what is read now is what somebody read again."""
        return bool(self.reviewed_at) and self.reviewed == self.content

    @property
    def content(self):
        """Changes with the text of the translation, and with what it was made from."""
        return f"{self.text}{digest(self.made_from)}"

    @property
    def is_copy(self):
        """The text of the original, at an address of this language."""
        return self.state == self.State.COPIE

    @property
    def warns(self):
        """Whether a reader must know it before reading."""
        states = self.State
        return self.state in {states.COPIE, states.PERIMEE, states.INCOMPLETE, states.AUTOMATIQUE}
