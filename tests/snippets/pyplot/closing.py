# Figures are opened, cleared and closed.
import matplotlib.pyplot as plt

plt.plot([1, 2])
plt.clf()
print(plt.get_fignums())
plt.figure(5)
print(plt.get_fignums())
plt.close(5)
plt.close("all")
print(plt.get_fignums())
