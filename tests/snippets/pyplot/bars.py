# Bars, horizontal bars, and text above them.
import matplotlib.pyplot as plt

names, scores = ["a", "b", "c"], [3, 7, 5]
plt.bar(names, scores, color="steelblue")
for i, score in enumerate(scores):
    plt.text(i, score, str(score), ha="center")
plt.ylim(0, 10)
plt.show()
plt.figure()
plt.barh(names, scores)
plt.xticks([0, 5, 10])
plt.show()
print(max(zip(scores, names)))
