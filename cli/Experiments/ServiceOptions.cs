using System.CommandLine;
using PlayCount.Songs;

namespace PlayCount.Cli.Experiments;

/// <summary>Where the experiments service is, and how long a call may take.</summary>
internal sealed class ServiceOptions
{
    private readonly Option<Uri> _address = new("--address")
    {
        Description = "Where the experiments service is, such as http://127.0.0.1:8080",
        HelpName = "URL",
        Required = true,
        CustomParser = ParseAddress,
    };
    private readonly Option<double> _timeout = NumberOption.Create(
        "--timeout", 30.0, 0.1, 3_600.0, "Seconds that the service has for an answer");

    public IEnumerable<Option> All => [_address, _timeout];

    public ExperimentsClient Connect(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_address), TimeSpan.FromSeconds(parsed.GetValue(_timeout)));

    private static Uri? ParseAddress(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address is { UserInfo: "", PathAndQuery: "/", Fragment: "" })
            return address;

        // A name and password before @ is not repeated.
        var shown = text.Contains('@', StringComparison.Ordinal) ? "The text given" : $"'{Shown.Shorten(text)}'";
        result.AddError($"{shown} is no value for --address: http:// or https://, a host and a port, such as http://127.0.0.1:8080, are.");
        return null;
    }
}
