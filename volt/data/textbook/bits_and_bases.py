"""Bits, number bases, Gray code and Roman numerals."""

from functools import reduce
from operator import xor


def count_set_bits(n: int) -> int:
    """Count the one bits in the binary form of a number.

    Ask: how many bits are set in n | population count | Hamming weight of an integer
    >>> count_set_bits(13)
    3
    """
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count


def count_zero_bits(n: int) -> int:
    """Count the zero bits in the binary form of a number without leading zeros.

    Ask: how many bits of n are not set | number of unset bits below the highest one
    >>> count_zero_bits(9)
    2
    """
    return n.bit_length() - n.bit_count()


def is_bit_set(n: int, k: int) -> bool:
    """Check if the bit at position k, counted from zero, is set.

    Ask: test the kth bit of an integer | does n have a one at index k from the right
    >>> is_bit_set(5, 2)
    True
    """
    return n >> k & 1 == 1


def set_bit(n: int, k: int) -> int:
    """Set the bit at position k of a number to one.

    Ask: turn on the kth bit | make bit k from the right a one
    >>> set_bit(8, 1)
    10
    """
    return n | 1 << k


def clear_bit(n: int, k: int) -> int:
    """Clear the bit at position k of a number to zero.

    Ask: turn off the kth bit | unset bit k from the right
    >>> clear_bit(10, 1)
    8
    """
    return n & ~(1 << k)


def toggle_bit(n: int, k: int) -> int:
    """Toggle the bit at position k of a number.

    Ask: flip the kth bit | invert one bit of an integer
    >>> toggle_bit(10, 0)
    11
    """
    return n ^ 1 << k


def toggle_all_bits(n: int) -> int:
    """Flip every bit of a number up to its highest set bit.

    Ask: binary complement without leading zeros | invert all bits of n
    >>> toggle_all_bits(10)
    5
    """
    return n ^ (1 << n.bit_length()) - 1


def toggle_bit_range(n: int, low: int, high: int) -> int:
    """Flip the bits of a number from position low to high, both included.

    Ask: invert a range of bits | toggle several neighbouring bits counted from zero
    >>> toggle_bit_range(17, 1, 2)
    23
    """
    mask = (1 << high + 1) - (1 << low)
    return n ^ mask


def toggle_even_bits(n: int) -> int:
    """Flip the bits at even positions of a number, counting from zero.

    Ask: invert every second bit starting with the lowest | toggle bits 0, 2, 4
    >>> toggle_even_bits(10)
    15
    """
    mask = sum(1 << i for i in range(0, n.bit_length(), 2))
    return n ^ mask


def highest_set_bit(n: int) -> int:
    """Find the value of the highest set bit of a positive number.

    Ask: most significant bit as a power of two | largest power of two not above n
    >>> highest_set_bit(20)
    16
    """
    return 1 << n.bit_length() - 1


def lowest_set_bit(n: int) -> int:
    """Find the value of the lowest set bit of a number.

    Ask: least significant one bit | largest power of two that divides n
    >>> lowest_set_bit(20)
    4
    """
    return n & -n


def lowest_set_bit_position(n: int) -> int:
    """Find the one-based position of the rightmost set bit, or 0 for zero.

    Ask: index of the first one bit from the right | where is the lowest set bit
    >>> lowest_set_bit_position(20)
    3
    """
    return (n & -n).bit_length()


def is_power_of_two(n: int) -> bool:
    """Check if a number is a power of two.

    Ask: does n have exactly one bit set | can n be written as 2 to some exponent
    >>> is_power_of_two(64)
    True
    >>> is_power_of_two(0)
    False
    """
    return n > 0 and n & (n - 1) == 0


def is_power_of_four(n: int) -> bool:
    """Check if a number is a power of four.

    Ask: can n be written as 4 to some exponent | single bit at an even position
    >>> is_power_of_four(64)
    True
    """
    return n > 0 and n & (n - 1) == 0 and n % 3 == 1


def next_power_of_two(n: int) -> int:
    """Find the smallest power of two that is at least n.

    Ask: round up to a power of two | power of two not less than a number
    >>> next_power_of_two(17)
    32
    """
    return 1 << max(n - 1, 0).bit_length()


def has_odd_parity(n: int) -> bool:
    """Check if a number has an odd number of one bits.

    Ask: parity of the set bits | is the count of ones in binary odd
    >>> has_odd_parity(7)
    True
    """
    return n.bit_count() % 2 == 1


def rotate_bits_left(n: int, k: int, width: int = 32) -> int:
    """Rotate the bits of a number to the left within a fixed width.

    Ask: circular left shift | move bits left and wrap them around
    >>> rotate_bits_left(9, 1, 4)
    3
    """
    k %= width
    return (n << k | n >> (width - k)) & (1 << width) - 1


def rotate_bits_right(n: int, k: int, width: int = 32) -> int:
    """Rotate the bits of a number to the right within a fixed width.

    Ask: circular right shift | move bits right and wrap them around
    >>> rotate_bits_right(9, 1, 4)
    12
    """
    return rotate_bits_left(n, -k, width)


def reverse_bits(n: int, width: int = 8) -> int:
    """Reverse the order of the bits of a number with a fixed width.

    Ask: mirror the binary form of n | read the bits from right to left
    >>> reverse_bits(6, 4)
    6
    >>> reverse_bits(1, 8)
    128
    """
    return int(f"{n:0{width}b}"[::-1], 2)


def swap_bits(n: int, i: int, j: int) -> int:
    """Swap the bits at two positions of a number.

    Ask: exchange bit i and bit j | interchange two bits of an integer
    >>> swap_bits(28, 0, 3)
    21
    """
    if n >> i & 1 != n >> j & 1:
        n ^= 1 << i | 1 << j
    return n


def count_differing_bits(a: int, b: int) -> int:
    """Count the bit positions in which two numbers differ.

    Ask: Hamming distance of two integers | bits to flip to turn a into b
    >>> count_differing_bits(10, 7)
    3
    """
    return (a ^ b).bit_count()


def xor_up_to(n: int) -> int:
    """Calculate the exclusive or of all integers from 0 to n.

    Ask: xor of the first n natural numbers | combine 1 to n with bitwise xor
    >>> xor_up_to(5)
    1
    """
    return [n, 1, n + 1, 0][n % 4]


def xor_of_range(low: int, high: int) -> int:
    """Calculate the exclusive or of all integers in a range, both ends included.

    Ask: bitwise xor from low to high | xor together consecutive numbers
    >>> xor_of_range(3, 6)
    4
    """
    return reduce(xor, range(low, high + 1), 0)


def and_of_range(low: int, high: int) -> int:
    """Calculate the bitwise and of all integers in a range, both ends included.

    Ask: combine consecutive numbers with bitwise and | common binary prefix of low and high
    >>> and_of_range(12, 15)
    12
    """
    while low < high:
        high &= high - 1
    return high


def unpaired_number(numbers: list[int]) -> int:
    """Find the number that occurs once when all others occur twice.

    Ask: unpaired element of a list | xor all values to find the lonely one
    >>> unpaired_number([4, 1, 2, 1, 2])
    4
    """
    return reduce(xor, numbers, 0)


def gray_code(n: int) -> int:
    """Convert a number to its Gray code.

    Ask: binary to Gray conversion | encode n so that neighbours differ in one bit
    >>> gray_code(6)
    5
    """
    return n ^ n >> 1


def gray_to_number(code: int) -> int:
    """Convert a Gray code back to the ordinary number.

    Ask: Gray to binary conversion | decode a reflected binary value
    >>> gray_to_number(5)
    6
    """
    n = 0
    while code:
        n ^= code
        code >>= 1
    return n


def to_binary(n: int) -> str:
    """Convert a non-negative integer to a binary string.

    Ask: decimal to binary | write n in base two
    >>> to_binary(10)
    '1010'
    """
    digits = ""
    while n > 1:
        digits = str(n % 2) + digits
        n //= 2
    return str(n) + digits


def binary_to_decimal(binary: str) -> int:
    """Convert a binary string to an integer.

    Ask: base two text to number | decimal value of a string of bits
    >>> binary_to_decimal("1010")
    10
    """
    value = 0
    for bit in binary:
        value = value * 2 + int(bit)
    return value


def to_hexadecimal(n: int) -> str:
    """Convert an integer to an uppercase hexadecimal string.

    Ask: decimal to hex | write n in base sixteen
    >>> to_hexadecimal(255)
    'FF'
    """
    return f"{n:X}"


def octal_to_decimal(n: int) -> int:
    """Convert an octal number, written with decimal digits, to decimal.

    Ask: base eight to base ten | value of an integer read as octal
    >>> octal_to_decimal(17)
    15
    """
    return int(str(n), 8)


def to_base(n: int, base: int) -> str:
    """Convert a non-negative integer to a string in any base from 2 to 36.

    Ask: represent a number in another radix | base conversion from decimal
    >>> to_base(255, 16)
    'ff'
    >>> to_base(8, 3)
    '22'
    """
    symbols = "0123456789abcdefghijklmnopqrstuvwxyz"
    digits = symbols[n % base]
    while n := n // base:
        digits = symbols[n % base] + digits
    return digits


def to_roman(n: int) -> str:
    """Convert an integer to a Roman numeral.

    Ask: write a number with Roman letters | decimal to Roman
    >>> to_roman(1994)
    'MCMXCIV'
    """
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    symbols = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    numeral = ""
    for value, symbol in zip(values, symbols, strict=True):
        numeral += symbol * (n // value)
        n %= value
    return numeral


def from_roman(numeral: str) -> int:
    """Convert a Roman numeral to an integer.

    Ask: value of a number written with Roman letters | Roman to decimal
    >>> from_roman("XIV")
    14
    """
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = previous = 0
    for symbol in reversed(numeral):
        value = values[symbol]
        total += value if value >= previous else -value
        previous = max(previous, value)
    return total
