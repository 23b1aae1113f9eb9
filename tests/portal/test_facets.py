"""How many options a form shows at once: the whole of what is short, the best of what is long."""

from portal.facets import LONG, MOST, SHORT, Facet, Option, fitted


def facet(param, count, ticked=()):
    options = [Option(str(n), f"choix {n}", 100 - n, n in ticked) for n in range(count)]
    return Facet(param, param, options)


def shown(facets, opened=None):
    return {facet.param: len(facet.options) for facet in fitted(facets, opened)[0]}


def test_a_short_form_is_whole():
    facets = [facet("a", 4), facet("b", LONG), facet("c", 5)]
    assert fitted(facets) == (facets, [])


def test_a_long_facet_keeps_its_best_options_and_says_how_many_more():
    (cut,), _folded = fitted([facet("a", 18)])
    assert [option.value for option in cut.options] == ["0", "1", "2", "3", "4"]
    assert cut.more == 18 - SHORT


def test_a_ticked_option_stays_in_its_place():
    (cut,), _folded = fitted([facet("a", 18, ticked={12, 2})])
    assert [option.value for option in cut.options] == ["0", "1", "2", "3", "4", "12"]
    assert cut.more == 12


def test_the_facet_that_is_opened_is_whole_and_makes_others_wait():
    facets = [facet("a", 4), facet("b", 18), facet("c", 6), facet("d", 3)]
    assert shown(facets) == {"a": 4, "b": SHORT, "c": 6, "d": 3}
    assert shown(facets, "b") == {"a": 4, "b": 18}


def test_what_does_not_fit_is_named():
    facets = [facet(name, 6) for name in "abcdefg"]
    some, named = fitted(facets)
    assert sum(len(f.options) for f in some) <= MOST
    assert [f.param for f in some] + [f.param for f in named] == list("abcdefg")
    assert named


def test_a_facet_with_a_ticked_option_is_never_only_named():
    facets = [facet(name, 6, ticked={0} if name == "g" else ()) for name in "abcdefg"]
    assert "g" in shown(facets)
