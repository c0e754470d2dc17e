# A table of next characters learned from a word list.
import torch
from torch import nn

words = ["anna", "hanna", "nan", "ann"]
letters = sorted(set("".join(words)) | {"."})
pairs = [(letters.index(a), letters.index(b)) for word in words for a, b in zip("." + word, word + ".")]
x, y = (torch.tensor(column) for column in zip(*pairs))
torch.manual_seed(0)
table = nn.Embedding(len(letters), len(letters))
optimizer = torch.optim.SGD(table.parameters(), lr=5.0)
for step in range(41):
    loss = nn.functional.cross_entropy(table(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 10 == 0:
        print(f"step {step} loss {loss.item():.4f}")
probabilities = table.weight.softmax(1)
print({a: {b: round(probabilities[i, j].item(), 2) for j, b in enumerate(letters)} for i, a in enumerate(letters)})
