"""The callables of plan.yaml."""


def load(text):
    return text.split()


async def count(words):
    return {word: words.count(word) for word in sorted(set(words))}
