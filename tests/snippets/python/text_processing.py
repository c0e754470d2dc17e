# Counting words, building a vocabulary, encoding, n-grams.
from collections import Counter, defaultdict
import re, string
text = """The cat sat on the mat. The dog sat on the log; the cat and the dog are friends!
Don't they look happy? They do, don't they?"""
words = re.findall(r"[a-z']+", text.lower())
counts = Counter(words); print(counts.most_common(5), len(words), len(set(words)))
vocab = {w: i for i, w in enumerate(sorted(set(words), key=lambda w: (-counts[w], w)))}
print(vocab, [vocab[w] for w in words[:8]])
bigrams = defaultdict(Counter)
for a, b in zip(words, words[1:]): bigrams[a][b] += 1
print({w: c.most_common(1)[0] for w, c in sorted(bigrams.items()) if sum(c.values()) > 1})
print(text.translate(str.maketrans("", "", string.punctuation)).split()[:6], sorted(counts, key=len)[-1], " ".join(w.capitalize() for w in words[:4]), sum(c in "aeiou" for c in text), text.splitlines()[1][:11], max(words, key=len))
table = [("name", "loss"), ("adam", 0.12345), ("sgd", 1.5)]
for name, loss in table: print(f"{name:<8}|{loss:>10}" if isinstance(loss, str) else f"{name:<8}|{loss:>10.3f}")
print("".join(sorted("hello")), "level" == "level"[::-1], "a-b_c d".replace("-", " ").replace("_", " ").split(), "%-10s|%5.1f%%" % ("acc", 93.456), "{:,}".format(1234567), "abc".encode().hex(), ", ".join(f"{k}={v}" for k, v in {"lr": 1e-3, "epochs": 10}.items()))
