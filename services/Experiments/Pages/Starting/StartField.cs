using System.Globalization;
using System.Numerics;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Experiments.Pages.Starting;

/// <summary>One field of the form that starts an experiment.</summary>
/// <param name="Name">Its name, as the option of <c>playcount run</c>.</param>
/// <param name="Label">What stands over it.</param>
/// <param name="Hint">What is right.</param>
/// <param name="Usual">What it holds at first; left empty, the usual setting holds too.</param>
public sealed record StartField(string Name, string Label, string Hint, string Usual)
{
    /// <summary>What can be chosen; empty: anything can be typed.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>Whether it must be filled in.</summary>
    public bool IsRequired { get; private init; }

    /// <summary>Whether it takes the whole width, as paths do.</summary>
    public bool IsWide { get; private init; }

    /// <summary>Puts what was typed into the settings.</summary>
    internal Action<Settings, string> Apply { get; private init; } = (_, _) => { };

    internal static StartField Path(string name, string label, string hint, bool isRequired, Action<Settings, string> apply) =>
        new(name, label, hint, "") { IsRequired = isRequired, IsWide = true, Apply = apply };

    internal static StartField Number<T>(string name, string label, T usual, SettingRange<T> range, Action<Settings, T> apply)
        where T : struct, INumber<T> =>
        new(name, label, $"{Text(range.Least)} to {Text(range.Most)}", usual.ToString(null, CultureInfo.InvariantCulture))
        {
            Apply = (settings, text) => apply(settings, Number(name, text, range)),
        };

    internal static StartField Positive(string name, string label, string hint, Action<Settings, double> apply) =>
        new(name, label, hint, "")
        {
            Apply = (settings, text) => apply(settings, Number(name, text, new SettingRange<double>(double.Epsilon, double.MaxValue))),
        };

    internal static StartField Choice(
        string name, string label, string hint, string usual, IReadOnlyList<string> choices, Action<Settings, string> apply) =>
        new(name, label, hint, usual) { Choices = choices, Apply = apply };

    internal static StartField List(string name, string label, string usual, SettingRange<int> range, Action<Settings, int[]> apply) =>
        new(name, label, $"such as 1,6,12 or 1..24; each {Text(range.Least)} to {Text(range.Most)}, once", usual)
        {
            Apply = (settings, text) => apply(settings, Numbers(name, text, range)),
        };

    /// <summary>Numbers in an order that counts, and may come twice.</summary>
    internal static StartField Row(string name, string label, string usual, SettingRange<int> range, Action<Settings, int[]> apply) =>
        new(name, label, $"such as 32,16 in order, each {Text(range.Least)} to {Text(range.Most)}; empty: none", usual)
        {
            Apply = (settings, text) => apply(settings, [.. text.Split(',').Select(part => Number(name, part.Trim(), range))]),
        };

    internal static StartField Shares(string name, string label, Action<Settings, IReadOnlyList<double>> apply) =>
        new(name, label, $"{ShareLists.Right}; empty: none", "")
        {
            Apply = (settings, text) => apply(settings, ShareLists.TryParse(text, out var shares)
                ? shares ?? []
                : throw new ArgumentException($"'{Shown.Shorten(text)}' is no value for {name}: {ShareLists.Right} are.")),
        };

    private static T Number<T>(string name, string text, SettingRange<T> range) where T : struct, INumber<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? range.Checked(number, name)
            : throw new ArgumentException(
                $"'{Shown.Shorten(text)}' is no value for {name}: a number from {Text(range.Least)} to {Text(range.Most)} is.");

    private static int[] Numbers(string name, string text, SettingRange<int> range) =>
        NumberLists.TryParse(text, range, out var numbers)
            ? numbers
            : throw new ArgumentException(
                $"'{Shown.Shorten(text)}' is no value for {name}: numbers from {Text(range.Least)} to {Text(range.Most)} "
                + "such as 1,6,12 or 1..24, each once, are.");

    private static string Text<T>(T number) where T : INumber<T> => T.IsInteger(number) && number >= T.CreateChecked(1_000)
        ? Figures.Count(long.CreateChecked(number))
        : number.ToString(null, CultureInfo.InvariantCulture);
}
