using System.Globalization;
using System.Text.RegularExpressions;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Learning.Models;

/// <summary>Names of a model's two files in a run: <c>models/user_1/2x18.safetensors</c>, and a card of the same name.</summary>
public static partial class ModelFiles
{
    /// <summary>Folder of all models of a run.</summary>
    public const string Folder = "models";

    /// <summary><c>models/user_1/2x18.json</c>: the card.</summary>
    public static string Card(NetworkKey key) => $"{Folder}/{key}.json";

    /// <summary><c>models/user_1/2x18.safetensors</c>: the weights.</summary>
    public static string Weights(NetworkKey key) => $"{Folder}/{key}.safetensors";

    /// <summary>The network that a file of a run is a part of, or null: other files are left alone.</summary>
    public static NetworkKey? KeyOf(string name)
    {
        var match = File().Match(name);
        return match.Success && Number("user", out var user) && Number("layers", out var layers) && Number("steps", out var steps)
            ? new NetworkKey(user, layers, steps)
            : null;

        bool Number(string group, out int number) =>
            int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"^models/user_(?<user>[1-9][0-9]*)/(?<layers>[1-9][0-9]*)x(?<steps>[1-9][0-9]*)\.(json|safetensors)\z")]
    private static partial Regex File();
}
