# Logarithmic axes by function.
import matplotlib.pyplot as plt

sizes = [1, 10, 100, 1000]
plt.loglog(sizes, [n ** 2 for n in sizes])
plt.show()
plt.figure()
plt.semilogy(sizes, sizes)
plt.show()
plt.figure()
plt.semilogx(sizes, [0, 1, 2, 3])
plt.axhline(1.5)
plt.show()
print(len(plt.get_fignums()))
