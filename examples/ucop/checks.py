"""The agents of graph.yaml: functions that take their inputs by name and return a mapping of their outputs."""


def count_words(article):
    return {"word_count": len(article.split())}


def find_words(article):
    return {"bad_words": [word for word in ("very", "really") if word in article.split()]}


async def review(word_count, bad_words):
    print("prints go to standard error")
    return {"verdict": f"{word_count} words", "is_clean": not bad_words}
