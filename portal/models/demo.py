from django.db import models


class DemoItem(models.Model):
    """What the demo loader once made. Never made again, so that an editor's deletion stands."""

    key = models.CharField(max_length=100, primary_key=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "objet de démonstration"

    def __str__(self):
        return self.key
