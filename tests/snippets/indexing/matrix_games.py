# Borders, checkerboards, diagonals and swapped columns by indexing.
import torch

x = torch.zeros(4, 4, dtype=torch.int64)
x[0], x[-1], x[:, 0], x[:, -1] = 1, 1, 1, 1
print(x)
board = torch.zeros(4, 4, dtype=torch.int64)
board[::2, 1::2] = 1
board[1::2, ::2] = 1
print(board)
i = torch.arange(4)
board[i, i] = 9
board[i, i.flip(0)] += 3
print(board, board[:, [3, 1, 2, 0]])
print(board[(board[:, 0] + board[:, 1]).argsort(stable=True)], board[i % 2 == 0][:, i > 1])
