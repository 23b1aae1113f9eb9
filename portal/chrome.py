from django.utils.functional import SimpleLazyObject


def chrome(request):
    return {}
