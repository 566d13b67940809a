# mypy: disable-error-code="no-any-return"
"""Percentages, prices, interest, tax, speed and conversions between units."""

import math


def percentage(part: float, whole: float) -> float:
    """Calculate what percentage one number is of another.

    Ask: part as percent of the whole | how many percent is a of b
    >>> percentage(30, 120)
    25.0
    """
    return part / whole * 100


def percent_of(percent: float, amount: float) -> float:
    """Calculate a given percentage of an amount.

    Ask: p percent of a number | take a share of an amount in percent
    >>> percent_of(15, 200)
    30.0
    """
    return percent * amount / 100


def percent_change(old: float, new: float) -> float:
    """Calculate the percentage change from an old to a new value.

    Ask: growth or decrease in percent | relative difference between two values
    >>> percent_change(80, 100)
    25.0
    """
    return (new - old) / old * 100


def profit_or_loss(cost: float, price: float) -> tuple[str, float]:
    """Find whether a sale makes a profit or a loss and how much.

    Ask: compare cost price and selling price | gain or loss of a trade
    >>> profit_or_loss(50, 65)
    ('profit', 15)
    >>> profit_or_loss(50, 45)
    ('loss', 5)
    """
    if price == cost:
        return "none", 0
    return ("profit", price - cost) if price > cost else ("loss", cost - price)


def profit(cost: float, price: float) -> float | None:
    """Return the profit of a sale, or None if there is none.

    Ask: gain from cost and selling price | how much money was earned on a sale
    >>> profit(50, 65)
    15
    >>> profit(50, 45) is None
    True
    """
    return price - cost if price > cost else None


def loss(cost: float, price: float) -> float | None:
    """Return the loss of a sale, or None if there is none.

    Ask: money lost from cost and selling price | how far is the price below the cost
    >>> loss(50, 45)
    5
    """
    return cost - price if cost > price else None


def profit_percent(cost: float, price: float) -> float:
    """Calculate the profit of a sale as a percentage of the cost.

    Ask: gain percent from cost and selling price | return on cost in percent
    >>> profit_percent(40, 50)
    25.0
    """
    return (price - cost) / cost * 100


def discounted_price(price: float, percent: float) -> float:
    """Calculate the price after a discount in percent.

    Ask: final price when some percent is taken off | sale price of an item
    >>> discounted_price(80, 25)
    60.0
    """
    return price * (100 - percent) / 100


def discount_percent(original: float, paid: float) -> float:
    """Calculate the discount in percent from the original and the paid price.

    Ask: how many percent were saved | rate of a price reduction
    >>> discount_percent(80, 60)
    25.0
    """
    return (original - paid) / original * 100


def price_with_tax(price: float, tax_percent: float) -> float:
    """Add a sales tax in percent to a price, rounded to cents.

    Ask: gross price from net price and VAT | total including tax
    >>> price_with_tax(50, 19)
    59.5
    """
    return round(price * (1 + tax_percent / 100), 2)


def progressive_tax(income: float, brackets: list[tuple[float, float]]) -> float:
    """Calculate tax from brackets given as (lower bound, rate in percent) ascending.

    Ask: income tax with marginal rates | tax each slice of income at its own rate
    >>> progressive_tax(30000, [(0, 0), (10000, 10), (20000, 20)])
    3000.0
    """
    tops = [low for low, _ in brackets[1:]] + [math.inf]
    slices = [max(0, min(income, top) - low) for (low, _), top in zip(brackets, tops, strict=True)]
    return sum(part * rate / 100 for part, (_, rate) in zip(slices, brackets, strict=True))


def bill_total(items: list[tuple[str, int, float]]) -> float:
    """Calculate the total of a bill of (name, quantity, unit price) lines.

    Ask: sum of quantity times price | amount due for a shopping cart
    >>> bill_total([("pen", 3, 1.5), ("book", 1, 10.0)])
    14.5
    """
    return sum(quantity * price for _, quantity, price in items)


def split_bill(total: float, tip_percent: float, people: int) -> float:
    """Calculate what each person pays for a bill with a tip in percent.

    Ask: share a restaurant bill equally | cost per person including tip
    >>> split_bill(80, 25, 4)
    25.0
    """
    return round(total * (1 + tip_percent / 100) / people, 2)


def simple_interest(principal: float, rate: float, years: float) -> float:
    """Calculate the simple interest for a yearly rate in percent.

    Ask: interest without compounding | principal times rate times time over hundred
    >>> simple_interest(1000, 5, 3)
    150.0
    """
    return principal * rate * years / 100


def compound_interest(principal: float, rate: float, years: int) -> float:
    """Calculate the compound interest earned for a yearly rate in percent.

    Ask: interest on interest over several years | gain with annual compounding
    >>> round(compound_interest(1000, 10, 2), 2)
    210.0
    """
    return principal * (1 + rate / 100) ** years - principal


def compound_amount(principal: float, rate: float, years: int, periods: int = 1) -> float:
    """Calculate the final balance with compound interest, rounded to cents.

    Ask: future value of a deposit compounded several times a year | savings after n years
    >>> compound_amount(1000, 10, 2)
    1210.0
    """
    return round(principal * (1 + rate / 100 / periods) ** (periods * years), 2)


def years_to_reach(balance: float, rate: float, target: float) -> int:
    """Count the years until a balance growing by a yearly percentage reaches a target.

    Ask: how long to save until a goal with interest | doubling time in whole years
    >>> years_to_reach(1000, 10, 2000)
    8
    """
    years = 0
    while balance < target:
        balance *= 1 + rate / 100
        years += 1
    return years


def monthly_payment(principal: float, yearly_rate: float, months: int) -> float:
    """Calculate the monthly payment of a loan, rounded to cents.

    Ask: annuity or mortgage instalment | equal payments that pay off a credit
    >>> monthly_payment(1200, 0, 12)
    100.0
    >>> monthly_payment(10000, 6, 12)
    860.66
    """
    rate = yearly_rate / 1200
    if rate == 0:
        return round(principal / months, 2)
    return round(principal * rate / (1 - (1 + rate) ** -months), 2)


def depreciated_value(value: float, rate: float, years: int) -> float:
    """Calculate the value of an asset that loses a percentage every year.

    Ask: declining balance depreciation | worth of a car after n years
    >>> depreciated_value(1000, 10, 2)
    810.0
    """
    return round(value * (1 - rate / 100) ** years, 2)


def convert_currency(amount: float, rates: dict[str, float], source: str, target: str) -> float:
    """Convert an amount between currencies with rates per unit of a common base.

    Ask: exchange money from one currency to another | use a table of exchange rates
    >>> convert_currency(100, {"EUR": 1.0, "USD": 1.25}, "USD", "EUR")
    80.0
    """
    return round(amount / rates[source] * rates[target], 2)


def weekly_pay(hours: float, rate: float) -> float:
    """Calculate weekly pay with time and a half beyond forty hours.

    Ask: wage including overtime | salary from hours worked and hourly rate
    >>> weekly_pay(45, 10)
    475.0
    """
    overtime = max(0, hours - 40)
    return (hours - overtime) * rate + overtime * rate * 1.5


def celsius_to_fahrenheit(celsius: float) -> float:
    """Convert a temperature from Celsius to Fahrenheit.

    Ask: degrees C to degrees F | centigrade into Fahrenheit
    >>> celsius_to_fahrenheit(100)
    212.0
    """
    return celsius * 9 / 5 + 32


def fahrenheit_to_celsius(fahrenheit: float) -> float:
    """Convert a temperature from Fahrenheit to Celsius.

    Ask: degrees F to degrees C | Fahrenheit into centigrade
    >>> fahrenheit_to_celsius(212)
    100.0
    """
    return (fahrenheit - 32) * 5 / 9


def celsius_to_kelvin(celsius: float) -> float:
    """Convert a temperature from Celsius to Kelvin.

    Ask: absolute temperature from degrees C | add 273.15 to centigrade
    >>> celsius_to_kelvin(0)
    273.15
    """
    return celsius + 273.15


def kilometres_to_miles(kilometres: float) -> float:
    """Convert a distance from kilometres to miles.

    Ask: km into miles | length in statute miles
    >>> round(kilometres_to_miles(100), 3)
    62.137
    """
    return kilometres / 1.609344


def inches_to_centimetres(inches: float) -> float:
    """Convert a length from inches to centimetres.

    Ask: inch into cm | metric length of a measure in inches
    >>> inches_to_centimetres(10)
    25.4
    """
    return inches * 2.54


def pounds_to_kilograms(pounds: float) -> float:
    """Convert a weight from pounds to kilograms.

    Ask: lb into kg | metric weight of a measure in pounds
    >>> round(pounds_to_kilograms(10), 3)
    4.536
    """
    return pounds * 0.45359237


def convert_length(value: float, source: str, target: str) -> float:
    """Convert a length between mm, cm, m and km.

    Ask: change metric length units | metres into kilometres, centimetres or millimetres
    >>> convert_length(2.5, "km", "m")
    2500.0
    """
    millimetres = {"mm": 1, "cm": 10, "m": 1000, "km": 1_000_000}
    return value * millimetres[source] / millimetres[target]


def human_size(size: float) -> str:
    """Format a number of bytes with a readable binary unit.

    Ask: bytes as KB, MB or GB | human readable file size
    >>> human_size(1536)
    '1.5 KB'
    """
    units = ["B", "KB", "MB", "GB", "TB"]
    step = 0
    while size >= 1024 and step < len(units) - 1:
        size /= 1024
        step += 1
    return f"{size:.1f} {units[step]}"


def speed(distance: float, time: float) -> float:
    """Calculate the average speed from distance and time.

    Ask: velocity as distance per time | how fast was a trip
    >>> speed(150, 2)
    75.0
    """
    return distance / time


def kmh_to_ms(kmh: float) -> float:
    """Convert a speed from kilometres per hour to metres per second.

    Ask: km/h into m/s | divide velocity by 3.6
    >>> kmh_to_ms(36)
    10.0
    """
    return kmh * 1000 / 3600


def body_mass_index(weight: float, height: float) -> float:
    """Calculate the body mass index from kilograms and metres, to one decimal.

    Ask: BMI of a person | weight divided by height squared
    >>> body_mass_index(80, 2)
    20.0
    """
    return round(weight / height**2, 1)


def bmi_category(bmi: float) -> str:
    """Classify a body mass index as underweight, normal, overweight or obese.

    Ask: name the BMI range | weight category of a person
    >>> bmi_category(22)
    'normal'
    """
    for limit, name in ((18.5, "underweight"), (25, "normal"), (30, "overweight")):
        if bmi < limit:
            return name
    return "obese"
