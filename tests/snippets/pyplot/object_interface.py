# The same through figure and axis objects.
import matplotlib.pyplot as plt

figure, axis = plt.subplots()
axis.plot([1, 2, 3], [1, 4, 9], label="squares")
axis.plot([1, 2, 3], [1, 8, 27], linestyle=":", label="cubes")
axis.set(xlabel="n", ylabel="value", title="Powers")
axis.set_yscale("log")
axis.set_xlim(0, 4)
axis.legend(loc="upper left")
figure.savefig("powers.png")
print(len(axis.lines), axis.get_xlabel(), [float(limit) for limit in axis.get_xlim()])
