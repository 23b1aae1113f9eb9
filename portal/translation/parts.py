"""The parts of a page as its reader finds them, from the names of its fields."""


def parts_named(model, fields):
    """In one line, once each, in the order of the page: “summary, lessons”."""
    names = model.part_names
    order = list(names)
    known = sorted((name for name in fields if name in names), key=order.index)
    told = dict.fromkeys(str(names[name]) for name in known)
    return ", ".join(name[:1].lower() + name[1:] for name in told)
