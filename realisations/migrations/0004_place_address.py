from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("realisations", "0003_dossier_audience"),
    ]

    operations = [
        migrations.AddField(
            model_name="place",
            name="address",
            field=models.CharField(
                blank=True,
                help_text="Où se rendre pour une visite : « 12 rue des Écoles, 92120 Montrouge ». Celle d’un lieu ouvert ou d’un accueil, jamais celle d’une personne.",
                max_length=200,
                verbose_name="adresse",
            ),
        ),
    ]
