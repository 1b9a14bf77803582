using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Cli.Running;

/// <summary>The options that tell a network's layers: either one by one, or a file.</summary>
internal sealed class NetworkOptions
{
    private const int UsualUnits = 100;

    private const string OneNetwork = "{\"lstm\": [{\"units\": 100}], \"dense\": [{\"units\": 1}]} would be one.";

    private static readonly JsonSerializerOptions FileFormat = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private readonly Option<NumberList> _layers = NumberListOption.Create(
        "--layers", "1,2", SettingRanges.Layers, "Numbers of LSTM layers");
    private readonly Option<int[]> _units = Sizes(
        "--units", $"Units of each LSTM layer, 1 to {SettingRanges.Units.Most}; a list such as 100,50,25,12 has those of one layer each");
    private readonly Option<int[]> _dense = Sizes(
        "--dense", "Units of dense layers (relu) before the last one, in order, such as 32,16; none unless given");

    private readonly Option<double> _dropout = NumberOption.Create(
        "--dropout", 0.0, SettingRanges.Dropout, "Share dropped after each LSTM and inner dense layer");
    private readonly Option<double> _recurrentDropout = NumberOption.Create(
        "--recurrent-dropout", 0.0, SettingRanges.Dropout, "Share of each LSTM layer's state dropped between steps, one mask a sample");
    private readonly Option<string> _activation = NameOption.Create(
        "--activation", "Activation of the LSTM cells", [.. SettingNames.Activations.Names]);
    private readonly Option<string> _gateActivation = NameOption.Create(
        "--gate-activation",
        "Activation of the LSTM gates",
        ["hard-sigmoid", .. SettingNames.Activations.Names.Where(name => name != "hard-sigmoid")]);

    private readonly Option<string?> _file = new("--network")
    {
        Description = "JSON file with the layers instead: {\"lstm\": [{\"units\": 100}], \"dense\": [{\"units\": 1}]}",
        HelpName = "FILE",
    };

    public NetworkOptions() => _units.DefaultValueFactory = _ => [UsualUnits];

    public IEnumerable<Option> All => [_layers, _units, _dense, _dropout, _recurrentDropout, _activation, _gateActivation, _file];

    /// <summary>Holds for what is not given.</summary>
    public required PresetOption Preset { get; init; }

    /// <summary>The networks asked for.</summary>
    /// <exception cref="InvalidDataException">The file is no network.</exception>
    /// <exception cref="ArgumentException">Both a file and single options were given, or a size is out of range.</exception>
    public IReadOnlyList<NetworkLayers> Read(ParseResult parsed)
    {
        if (parsed.GetValue(_file) is not { } file)
            return [.. UnitsOfLayers(parsed).Select(units => Layers(parsed, units))];
        var single = All.Where(option => option != _file && parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)
            .ToArray();
        return single.Length == 0
            ? [ReadFile(file)]
            : throw new ArgumentException($"--network tells all layers; leave out {string.Join(" and ", single)}.");
    }

    /// <summary>Layers as people write them, what is usual left out.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    internal static T Parse<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, FileFormat) ?? throw new JsonException("It is null.");

    internal static NetworkLayers ReadFile(string path)
    {
        InputFiles.RequireFile("--network", path, "a JSON file of a network's layers");
        try
        {
            var layers = JsonSerializer.Deserialize<NetworkLayers>(File.ReadAllBytes(path), FileFormat);
            if (layers is null || layers.Lstm.Contains(null!) || layers.Dense.Contains(null!))
                throw new InvalidDataException($"'{path}' is no network: null stands where layers should. {OneNetwork}");
            layers.For(inputs: 1);
            return layers;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is no network, line {e.LineNumber + 1}: {Shown.Shorten(e.Message)} {OneNetwork}", e);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"'{path}' is no network: {e.Message} {OneNetwork}", e);
        }
    }

    /// <summary>The units of each layer of each network.</summary>
    /// <exception cref="ArgumentException">There are more or fewer units than layers.</exception>
    private IEnumerable<int[]> UnitsOfLayers(ParseResult parsed)
    {
        var (units, layers) = (parsed.GetRequiredValue(_units), parsed.GetRequiredValue(_layers).Values);
        if (units.Length == 1)
            return layers.Select(count => Enumerable.Repeat(units[0], count).ToArray());
        if (units.Length > SettingRanges.Layers.Most)
            throw new ArgumentException($"--units has {units.Length} numbers, one a layer; at most {SettingRanges.Layers.Most} are right.");
        if (parsed.GetResult(_layers) is { Implicit: false } && (layers.Count != 1 || layers[0] != units.Length))
            throw new ArgumentException(
                $"--units has {units.Length} numbers, one a layer; leave out --layers, or give {units.Length}.");
        return [units];
    }

    private NetworkLayers Layers(ParseResult parsed, int[] units)
    {
        var dropout = parsed.GetValue(_dropout);
        var lstm = new LstmSpec(
            units[0],
            SettingNames.Activations.Parse(parsed.GetRequiredValue(_activation)),
            SettingNames.Activations.Parse(Preset.Value(parsed, _gateActivation)),
            dropout,
            parsed.GetValue(_recurrentDropout));
        var inner = (parsed.GetValue(_dense) ?? []).Select(units => new DenseSpec(units, Activation.Relu, dropout));
        return new NetworkLayers([.. units.Select(count => lstm with { Units = count })], [.. inner, new DenseSpec(1)]);
    }

    private static Option<int[]> Sizes(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "LIST",
        CustomParser = result => ParseSizes(name, result),
    };

    private static int[] ParseSizes(string name, System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        var sizes = text.Split(',')
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var units) ? units : 0).ToArray();
        if (sizes.All(units => SettingRanges.Units.Holds(units)))
            return sizes;
        result.AddError(
            $"'{Shown.Shorten(text)}' is no value for {name}: numbers of units from 1 to {SettingRanges.Units.Most} such as 32,16 are.");
        return [];
    }
}
