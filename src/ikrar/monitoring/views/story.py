from django.http import HttpResponse
def conversation(request): return HttpResponse("")
def conversation_csv(request): return HttpResponse("")
def examples(request, indicator, day): return HttpResponse("")
def alert_seen(request, pk): return HttpResponse("")
