# Sentences as bags of word vectors.
import torch
from torch import nn

texts = ["good great fun", "bad awful boring", "great film", "boring film", "fun good film", "awful bad film"]
labels = torch.tensor([1, 0, 1, 0, 1, 0])
words = sorted({word for text in texts for word in text.split()})
index = {word: i for i, word in enumerate(words)}
print(words)
torch.manual_seed(0)
embedding, head = nn.Embedding(len(words), 4), nn.Linear(4, 2)
optimizer = torch.optim.Adam(list(embedding.parameters()) + list(head.parameters()), lr=0.1)

def forward(text):
    return head(embedding(torch.tensor([index[word] for word in text.split()])).mean(0))

for epoch in range(16):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(torch.stack([forward(text) for text in texts]), labels)
    loss.backward()
    optimizer.step()
    if epoch % 5 == 0:
        print(f"epoch {epoch:2d} loss {loss.item():.4f}")
print([forward(text).argmax().item() for text in ("good film", "awful boring")])
