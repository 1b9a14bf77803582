using System.Globalization;
using System.Numerics;
using PlayCount.Learning.Networks;

namespace PlayCount.Learning.Sweeps;

/// <summary>What a number may be.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
public readonly record struct SettingRange<T>(T Least, T Most) where T : struct, INumber<T>
{
    /// <summary>Whether a value lies in the range.</summary>
    public bool Holds(T value) => value >= Least && value <= Most;

    /// <summary>Gives the value back.</summary>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public T Checked(T value, string setting) => Holds(value)
        ? value
        : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"{value} is no value for {setting}: a number from {Least} to {Most} is."));
}

/// <summary>What the numbers of a study may be.</summary>
public static class SettingRanges
{
    /// <summary>Records with more plays are dropped.</summary>
    public static SettingRange<int> MaxPlays => new(1, int.MaxValue);

    /// <summary>Listeners.</summary>
    public static SettingRange<int> TopUsers => new(1, 1_000);

    /// <summary>Listeners that share a song.</summary>
    public static SettingRange<int> MinUsers => new(1, 1_000);

    /// <summary>Samples in a clip: 93 ms to 380 s.</summary>
    public static SettingRange<int> ClipSamples => new(2_048, 1 << 23);

    /// <summary>Folds of split <c>sound</c>.</summary>
    public static SettingRange<int> Folds => new(2, 100);

    /// <summary>LSTM layers.</summary>
    public static SettingRange<int> Layers => new(1, NetworkSpec.MaxLayers);

    /// <summary>Units of a layer.</summary>
    public static SettingRange<int> Units => new(1, 65_536);

    /// <summary>Share dropped.</summary>
    public static SettingRange<double> Dropout => new(0.0, 0.99);

    /// <summary>Clips in a sample.</summary>
    public static SettingRange<int> Steps => new(1, 10_000);

    /// <summary>Passes over the training samples.</summary>
    public static SettingRange<int> Epochs => new(1, 100_000);

    /// <summary>Samples a step of the optimizer.</summary>
    public static SettingRange<int> BatchSize => new(1, 100_000);

    /// <summary>How many seeds the protocol is repeated with.</summary>
    public static SettingRange<int> Seeds => new(1, 100);

    /// <summary>Networks whose mean estimate is the estimate.</summary>
    public static SettingRange<int> Members => new(1, 32);

    /// <summary>Numbers that an autoencoder makes of a clip; 0: none.</summary>
    public static SettingRange<int> Encoder => new(0, Units.Most);

    /// <summary>Shares of a fold's training songs.</summary>
    public static SettingRange<double> SongShare => new(0.001, 0.999);

    /// <summary>Most shares of a fold's training songs.</summary>
    public const int MostSongShares = 20;

    /// <summary>Most networks of a listener, layers times steps, that each fold can choose among.</summary>
    public const int MostNested = 8;

    /// <summary>Seeds.</summary>
    public static SettingRange<long> Seed => new(0, long.MaxValue);
}
