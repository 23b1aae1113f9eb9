"""Made by hand no more: the demo's dossier in PDF says all that the first dossier said.

A table of facts by languages; a language joins by a column, Arabic at the end by its own way. The facts are those of the document
that the demo content was written from, in its order, but the credits of photos that the demo does
not have.
"""

import re
import subprocess
import unicodedata

import pytest

from realisations.dossiers.orders import DOSSIER
from tests.realisations.printed import bare, demo, dossier, opened, words

pytestmark = pytest.mark.django_db

LANGUAGES = ("fr", "en")
# One fact a line, what says it in each language; every space counts for none.
FACTS = """
the publisher | association France Ville Durable (FVD) | association France Ville Durable (FVD)
born of IVD | Institut pour la Ville Durable (IVD) | Institut pour la Ville Durable (IVD
and of Vivapolis | réseau Vivapolis | Vivapolis network
what it does | recueille, diffuse et aide à mettre en œuvre l’expertise française de la ville durable, en France et à l’étranger | collects French expertise on sustainable cities, spreads it and helps put it to work, in France and abroad
since 2015 | Vivapolis réalise depuis 2015 pour accueillir les délégations étrangères | Vivapolis has made since 2015 to welcome foreign delegations
promote abroad | faire connaître les réalisations françaises dans le monde | promote French projects around the world
support of the MEAE | ministère de l’Europe et des Affaires étrangères (MEAE) | Ministry for Europe and Foreign Affairs (MEAE)
support of the MTE | Direction des affaires européennes et internationales du ministère de la Transition écologique (MTE) | European and International Affairs Directorate of the Ministry for the Ecological Transition (MTE)
a showcase | vitrine de l’ambition et du savoir-faire français, destinée d’abord aux professionnels internationaux | showcase of French ambition and know-how, meant first of all for international professionals
energy, 9 % a year | consommation d’énergie augmente de 9 % par an | energy consumption grows by 9% a year
4 % of emissions in 2019 | il comptait en 2019 pour 4 % des émissions de gaz à effet de serre | in 2019 it accounted for 4% of greenhouse gas emissions
70 % of waste | 70 % d’entre eux finissent en Afrique, au Pakistan, en Inde et en Thaïlande | 70% of it ends up in Africa, Pakistan, India and Thailand
little recyclable, illegal | peu ou pas recyclables, sont exportés illégalement | of which little or nothing can be recycled, is exported illegally
smart cities deployed | largement en Asie, en Amérique du Nord et en Afrique, sans être toujours durables ni inclusives | widely deployed in Asia, North America and Africa, and they are not always sustainable or inclusive
reasoned use | ne déployer une technologie que là où ses gains, mesurables, l’emportent sur ses effets négatifs | deploying a technology only where its measurable gains outweigh its negative effects
risk: illectronisme | l’illectronisme, qui laisse des habitants à la porte | (“illectronisme” in French)
risk: freedoms | l’atteinte aux libertés individuelles | threats to individual freedoms
risk: democracy | l’atteinte à la démocratie | threats to democracy
risk: cybercrime | la cybercriminalité | cybercrime
risk: dependence | la dépendance aux terres rares et aux métaux | dependence on rare earths and metals
risk: recycling | l’absence de recyclage | the absence of recycling
risk: energy | le gaspillage d’énergie | wasted energy
rare materials | leur prix, économique, social et écologique, et la pollution, déplacée vers les pays en développement | their economic, social and ecological price, and pollution, which is moved to developing countries
definition of the OECD | Pour l’OCDE, ce sont des initiatives qui se servent de la transformation numérique pour améliorer le bien-être des citoyens et rendre les services urbains plus efficaces, plus durables et plus inclusifs | For the OECD, it is a set of initiatives that use digital transformation to improve citizens’ well-being and make urban services more efficient, more sustainable and more inclusive
with stakeholders | démarche collaborative qui réunit de nombreuses parties prenantes | collaborative process that brings many stakeholders together
juste besoin | Le « juste besoin » | The “juste besoin”
techno-discernement | Le « techno-discernement » | “Techno-discernement”
sobriety | tient dans les limites physiques de la planète | fits within the planet’s physical limits
sobriety, resources | emploie les ressources avec efficacité, gère ses données de façon responsable et se juge sur l’analyse de son cycle de vie | uses resources efficiently, manages its data responsibly and is judged on a life-cycle analysis
inclusion | L’inclusion est démocratique autant que sociale | Inclusion is as much democratic as social
inclusion, divide | réduire la fracture numérique et l’illectronisme, de protéger les données et les libertés | narrowing the digital divide and digital illiteracy, protecting data and freedoms
inclusion, services | services essentiels comme la santé et l’éducation, et de faire place à la participation des citoyens | essential services such as health and education, and making room for citizens’ participation
resilience | vulnérabilités nouvelles, les cyberattaques, et des dépendances nouvelles, aux matières et aux terres rares | new vulnerabilities, cyberattacks, and new dependences, on materials and rare earths
resilience, models | modéliser des solutions intégrées et anticiper | modelling integrated solutions and planning ahead
creativity | aborde le territoire comme un métabolisme | approaches a territory as a metabolism
creativity, innovation | innovation sociale et organisationnelle, au service de l’intelligence collective et du progrès humain et social | social and organisational innovation, in the service of collective intelligence and of human and social progress
AGEC | Loi n° 2020-105 du 10 février 2020 | no. 2020-105 of 10 February 2020
AGEC, what for | anti-gaspillage pour une économie circulaire | against waste and for a circular economy
AGEC, purchase | information sur le carbone, indices de réparabilité et de durabilité, lutte contre l’obsolescence programmée | carbon information, repairability and durability indices, and the fight against planned obsolescence
REEN | Loi n° 2021-1485 du 15 novembre 2021 | no. 2021-1485 of 15 November 2021
REEN, users | sensibilise les usagers, limite le renouvellement des appareils et veut des centres de données et des réseaux plus économes | makes users aware, limits the renewal of devices and calls for data centres and networks that use less energy
REEN, threshold | communes de plus de 50 000 habitants, et de même les EPCI | of more than 50,000 inhabitants, and likewise EPCI
REEN, programme | programme de travail au 1er janvier 2023 | work programme by 1 January 2023
REEN, strategy | stratégie numérique responsable au 1er janvier 2025 (article 35) | responsible digital strategy by 1 January 2025 (Article 35)
REEN, RGESN | L’article 25 porte le référentiel général d’écoconception de services numériques (RGESN) | Article 25 carries the RGESN
recommendation 1 | Préférer le reconditionné et lutter contre l’obsolescence programmée des équipements | Favour reconditioned devices and fight the planned obsolescence of equipment
recommendation 1, buy less | Acheter moins de neuf | Buy less new equipment
recommendation 2 | effets des infrastructures, des appareils et des données tout au long de leur cycle de vie, et les diminuer | life-cycle impacts of infrastructures, devices and data, and bring them down
recommendation 3 | Plus de vigilance et de responsabilité, sur l’environnement comme sur la sécurité | More vigilance and accountability, on the environment as well as on security
recommendation 4 | rareté des minerais et des terres rares | scarcer minerals and rare earths
recommendation 4, scale | l’échelle de l’Europe et du monde, et mener plus de recherche et développement sur la récupération et le recyclage | at European and world scale, and carry out more research and development on recovery and recycling
recommendation 5 | justice territoriale et sociale | territorial and social justice
recommendation 5, segregation | ségrégations que la course à la technologie provoque, à l’échelle du pays, de l’Europe et du monde | segregation that the race to technology causes, at national, European and world scale
axis 1 | au centre de l’action publique | at the centre of public policy
axis 1, data | servent aussi à piloter, à simuler et à mieux protéger l’environnement | serve to steer, to simulate and to protect the environment better
axis 2 | plateformes qui relient des systèmes d’information dont les formats ne sont pas compatibles | platforms that connect information systems whose formats are incompatible
axis 2, interoperability | interopérabilité | interoperability
axis 3 | véhicules connectés, feux de circulation, lampadaires, capteurs, ports, hôpitaux | connected vehicles, traffic lights, street lamps, sensors, ports, hospitals
PIA4 | 20 milliards d’euros sur cinq ans au sein de France Relance, dont 12,5 milliards pour les filières et les technologies émergentes | 20 billion euros over five years within the France Relance recovery plan, 12.5 billion of it for emerging sectors and technologies
start-ups | GreenTech Innovation | GreenTech Innovation
PERFECTO | PERFECTO 2021, de l’ADEME | PERFECTO 2021, by ADEME
ECONUM | ECONUM, dans le plan de relance | ECONUM, under the recovery plan
BIM | BIM (building information modelling) | BIM (building information modelling)
BIM, scales | à l’échelle du bâtiment, du quartier ou de l’énergie. La puissance publique l’appuie par la réglementation | at the scale of the building, the district or energy. Public authorities support it through regulation
smart grids | informent en temps réel et à une échelle très fine | information in real time and at a very fine scale
smart grids, everywhere | la mobilité, l’énergie, l’eau et tous les services urbains | mobility, energy, water and every urban service
inclusive strategy | outiller et former ceux qui aident, tenir l’offre à jour, soutenir les initiatives des collectivités | equip and train those who help others, keep the offer up to date, and support local authorities’ initiatives
roadmap, resilience | baromètre environnemental, mission d’évaluation, étude des objets connectés | an environmental barometer, an evaluation mission, a study of connected objects
roadmap, sobriety | écoconception, services et infrastructures sobres | ecodesign, frugal services and infrastructures
roadmap, innovation | données, greentech, low-tech | data, greentech, low-tech
low-tech | logiciels écoconçus, des appareils simplifiés et réparables, des sources ouvertes à tous | software, simplified and repairable devices, open source for all
La Rochelle | Territoire Zéro Carbone | Zero Carbon Territory
La Rochelle, holder | Communauté d’agglomération de La Rochelle | La Rochelle
La Rochelle, partner | Suez | Suez
La Rochelle, measure | bilan des gaz à effet de serre, une analyse du cycle de vie des outils numériques, et WeNR | greenhouse gas assessment, a life-cycle analysis of digital tools, and WeNR
La Rochelle, WeNR | analyse qualitative et quantitative de l’empreinte carbone et de la maturité en numérique responsable | qualitative and quantitative analysis of the carbon footprint and of digital-responsibility maturity
La Rochelle, awareness | conférences, des ateliers et des entretiens | Talks, workshops and interviews
La Rochelle, roadmap | feuille de route d’actions concrètes | roadmap of concrete actions
La Rochelle, tool | wenr.isit-europe.org | wenr.isit-europe.org
PAPI | programmes d’actions de prévention des inondations | flood-prevention action programme
PAPI, Mayane | Mayane | Mayane
PAPI, carried by | porté par des collectivités et rassemble des fonds publics pour réduire la vulnérabilité aux inondations | carried by local authorities and gathers public funds to reduce vulnerability to floods
PAPI, where | arc méditerranéen français | French Mediterranean arc
PAPI, data | milliers de données réunies | thousands of data points brought together
PAPI, grid | grille d’analyse globale, la même pour chaque PAPI | one global analysis grid, the same for every PAPI
PAPI, indicators | indicateurs de résilience | indicators of resilience
PAPI, actions | analyse des actions non structurelles | analysis of non-structural actions
Cycle Up | Créée par Egis avec Icade, la plateforme Cycle Up, d’accès libre | Created by Egis with Icade, the free-access Cycle Up
Cycle Up, lists | recense les matériaux disponibles et les solutions de réemploi | lists available materials and reuse solutions
Cycle Up, links | maîtres d’ouvrage, clients, architectes, ingénieurs, démolisseurs et constructeurs | owners, clients, architects, engineers, demolition firms and builders
Cycle Up, with | des services, de l’expertise et une assurance | services, expertise and insurance
Cycle Up, benefit | sécurité et traçabilité au réemploi | security and traceability to reuse
Cycle Up, Suresnes | Suresnes (92) | Suresnes (92)
Cycle Up, building | transformation d’un ancien immeuble de France Télécom en bureaux | conversion of a former France Télécom building into offices
Cycle Up, diagnosis | un diagnostic de réemploi précède la dépose | a reuse diagnosis comes before strip-out
Cycle Up, what | Luminaires, faux plafonds et planchers techniques | Lighting, false ceilings and technical floors
Cycle Up, landfill | moins de déchets partent en décharge | less waste goes to landfill
Nantes | Nantes Métropole s’est dotée de la première charte éthique publique qu’une collectivité française | Nantes Métropole has adopted the first public ethical charter that a French local authority
Nantes, sovereignty | la souveraineté de la collectivité sur ses données | the authority’s sovereignty over its data
Nantes, protection | leur protection | their protection
Nantes, transparency | la transparence | transparency
Nantes, uses | de nouveaux usages, que la charte favorise | new uses, which the charter favours
Nantes, citizens | Des citoyens ont participé à son écriture | Citizens took part in writing it
Nantes, beside | des acteurs publics, privés et associatifs s’engagent aux côtés de la métropole | public, private and non-profit organisations commit alongside the metropolis
Nantes, after a year | Après un an, la charte est considérée comme un outil de gestion de la donnée | After one year, the charter is considered a data management tool
Merlin | À Swindon, au Royaume-Uni, le centre de données Merlin, réalisé avec l’aide d’Engie | In Swindon, United Kingdom, the Merlin data centre, built with Engie’s help
Merlin, the world | environ 4 % de la consommation mondiale d’électricité et émettent 1 % des gaz à effet de serre | about 4% of world electricity consumption and 1% of world greenhouse gas emissions
Merlin, energy | énergie renouvelable, rendre ses infrastructures plus sobres et mieux l’entretenir | renewable energy, make its infrastructure leaner and maintain it better
Merlin, avoids | 3 950 tonnes de CO₂ évitées chaque année, à la capacité actuelle, par rapport à une conception classique | 3,950 tonnes of CO₂ avoided each year, at present capacity, against a classical design
Merlin, reusable | plus de 90 % de constituants réemployables et recyclables | more than 90% of constituents reusable and recyclable
Merlin, servers | une vie plus longue pour les serveurs | a longer life for the servers
Connec(t)win | Le jumeau numérique modulaire d’Egis s’adresse aux collectivités et aux exploitants d’infrastructures de transport | Egis’s modular digital twin is made for local authorities and operators of transport infrastructure
Connec(t)win, connects | Modélisation, analyse, données de terrain | Modelling, analysis, field data
Connec(t)win, reuses | en réemployant les logiciels déjà en place | while reusing the software already in place
Connec(t)win, delays | des délais plus courts | shorter lead times
Connec(t)win, cost | un faible coût de mise en œuvre | a low implementation cost
Connec(t)win, risk | moins de risques de changements imprévus | less risk of unforeseen change
Connec(t)win, documents | un accès plus rapide à la documentation | faster access to documentation
Connec(t)win, alerts | des alertes en contexte | alerts in context
Connec(t)win, traces | une meilleure traçabilité | better traceability
Connec(t)win, continuity | la continuité de l’information entre les outils | continuity of information between tools
Connec(t)win, on the move | un accès facile en mobilité | easy access on the move
Angers, who | Ville d’Angers. Avec Engie | City of Angers
Angers, entered | Des attaquants sont entrés dans le système d’information | Attackers entered the City of Angers’ information system
Angers, rebuilt | rebâti un système sécurisé | rebuilt a secured system
Angers | 2 ans pour réparer entièrement | 2 years to repair fully
Angers, others | Grand Annecy, La Rochelle et Aix-Marseille | Grand Annecy, La Rochelle and Aix-Marseille
Angers, cycle | l’identification des menaces à la cartographie, à la remédiation et jusqu’à la cyberassurance | identification of threats to mapping, remediation and even cyber-insurance
Angers, remediation | messagerie, l’accès à internet et les logiciels métier | Mail, internet access and business software
3DEXPERIENCE | Bouygues Construction adopte la plateforme 3DEXPERIENCE de Dassault Systèmes | Bouygues Construction adopts Dassault Systèmes’ 3DEXPERIENCE platform
3DEXPERIENCE, model | modéliser tout le cycle de vie de ses projets | model the whole life cycle of its projects
3DEXPERIENCE, test | des produits et des procédés plus durables avant de les produire | more sustainable products and processes before production
3DEXPERIENCE, energy | des économies d’énergie | energy saving
3DEXPERIENCE, waste | de nouvelles pratiques pour tracer et gérer les déchets | new practices for tracing and managing waste
3DEXPERIENCE, trades | la collaboration entre les métiers | collaboration between trades
Montrouge | Montrouge (92) | Montrouge (92)
Montrouge, 2021 | En 2021, dans son plan de soutien et de solidarité face à la crise sanitaire | In 2021, within its support and solidarity plan during the health crisis
Montrouge, path | Le « Parcours Numérique Pour Tous » réunit tous les partenaires | Parcours Numérique Pour Tous
Montrouge, vulnerable | L’illectronisme touche d’abord les plus fragiles | strikes the most vulnerable first
Montrouge, tools | la maîtrise des outils | mastery of the tools
Montrouge, services | l’accès aux services dématérialisés | access to online public services
Montrouge, social link | du lien social | social ties
Montrouge, visibility | des services existants rendus visibles | existing services made visible
Lyon | gaz à effet de serre de ses systèmes d’information | greenhouse gases of its information systems
Lyon, fleet | environ 50 000 équipements, d’où vient l’essentiel des émissions | about 50,000 items, the source of most of the emissions
Lyon, devices | 99 % de l’empreinte totale | 99% of the total footprint
Lyon, computers | 6 500 ordinateurs | 6,500 computers
Lyon, lesson | épargner 20 % des équipements et des déchets | save 20% of equipment and waste
Lyon, pioneering | démarche pionnière | pioneering approach
"""
TABLE = [line.split(" | ") for line in FACTS.strip().splitlines()]


@pytest.mark.parametrize(("number", "language"), list(enumerate(LANGUAGES, 1)))
def test_the_dossier_says_every_fact(number, language):
    text = words(demo(DOSSIER, language))
    missing = [row[0] for row in TABLE if bare(row[number]) not in text]
    assert not missing, missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dossier_leads_to_every_source(language):
    pages = opened(demo(DOSSIER, language)).pages
    links = {
        str(note.A.URI)
        for page in pages
        for note in page.get("/Annots", ())
        if "/A" in note and "/URI" in note.A
    }
    assert "https://wenr.isit-europe.org/fr/wenr-2021/" in links
    assert any(
        link.startswith("https://francevilledurable.fr/realisations/mission-") for link in links
    )


def test_every_fact_is_in_every_language():
    assert {len(row) for row in TABLE} == {1 + len(LANGUAGES)} and len(TABLE) > 110


# Arabic: poppler gives its letters back, but neither its ligatures nor its vowel signs as they were.
# The figures and the names of the facts are looked for as they are, the words by their other letters.
ARABIC_FIGURES = (
    "9%", "4%", "2019", "70%", "2020-105", "2021-1485", "50,000", "2023", "2025", "35", "25", "20", "12.5", "PIA4",
    "France Relance", "GreenTech Innovation", "PERFECTO 2021", "ADEME", "ECONUM", "BIM", "RGESN", "AGEC", "REEN",
    "Vivapolis", "IVD", "MEAE", "MTE", "99%", "6,500", "20%", "WeNR", "Suez", "EPCI",
)  # fmt: skip
LETTERS = re.compile(r"[^\u0620-\u063a\u0641-\u064aA-Za-z0-9]|[لاأإآ]")


def arabic():
    """Its text, in the order in which it is read."""
    return subprocess.run(
        ["pdftotext", "-", "-"], input=demo(DOSSIER, "ar"), capture_output=True, check=True
    ).stdout.decode()


def test_the_arabic_dossier_says_every_figure_and_name():
    text = re.sub(r"[\s\u200b-\u200f\u2066-\u2069]", "", unicodedata.normalize("NFKC", arabic()))
    assert not [told for told in ARABIC_FIGURES if told.replace(" ", "") not in text]


def test_the_arabic_dossier_is_printed_whole():
    page = dossier("ar")
    told = " ".join([page.title, page.summary, *map(str, page.catalogue_body())]).split()
    wanted = {LETTERS.sub("", word) for word in told}
    text = LETTERS.sub("", unicodedata.normalize("NFKC", arabic()))
    missing = {word for word in wanted if word not in text}
    assert len(wanted) > 300 and len(missing) < 0.02 * len(wanted), missing
