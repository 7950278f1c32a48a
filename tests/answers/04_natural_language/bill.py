# %% right: arrays
def chat_bill(turns, instructions, chats, prices):
    if not turns:
        return 0
    message, answer = np.array(turns, dtype=float).T
    before = np.cumsum(message + answer) - message - answer
    read = (instructions + before + message).sum()
    return chats / 1e6 * (read * prices["read"] + answer.sum() * prices["written"])


# %% right: sums of slices
def chat_bill(turns, instructions, chats, prices):
    total = 0
    for i in range(len(turns)):
        earlier = sum([sum(pair) for pair in turns[:i]])
        total += prices["read"] * (instructions + earlier + turns[i][0])
        total += prices["written"] * turns[i][1]
    return total * chats * 1e-6


# %% wrong: forgets what was said before -> section 04.7
def chat_bill(turns, instructions, chats, prices):
    read = sum([instructions + m for m, _ in turns])
    written = sum([a for _, a in turns])
    return chats * (prices["read"] * read + prices["written"] * written) / 1e6


# %% wrong: forgets what is written -> section 04.7
def chat_bill(turns, instructions, chats, prices):
    read = said = 0
    for message, answer in turns:
        read += instructions + said + message
        said += message + answer
    return chats * prices["read"] * read / 1e6


# %% wrong: reads the instructions only once -> section 04.7
def chat_bill(turns, instructions, chats, prices):
    read = written = said = 0
    for message, answer in turns:
        read += said + message
        written += answer
        said += message + answer
    read += instructions if turns else 0
    return chats * (prices["read"] * read + prices["written"] * written) / 1e6


# %% wrong: forgets the instructions -> section 04.7
def chat_bill(turns, instructions, chats, prices):
    read = written = said = 0
    for message, answer in turns:
        read += said + message
        written += answer
        said += message + answer
    return chats * (prices["read"] * read + prices["written"] * written) / 1e6


# %% wrong: reads the earlier messages again, but not the answers -> section 04.7
def chat_bill(turns, instructions, chats, prices):
    read = written = said = 0
    for message, answer in turns:
        read += instructions + said + message
        written += answer
        said += message
    return chats * (prices["read"] * read + prices["written"] * written) / 1e6
