using System.CommandLine;

namespace PlayCount.Cli.Experiments;

/// <summary>Where the experiments service is, and how long a call may take.</summary>
internal sealed class ServiceOptions
{
    private readonly Option<Uri> _address = AddressOption.Create("the experiments service", "http://127.0.0.1:15881");
    private readonly Option<double> _timeout = NumberOption.Create(
        "--timeout", 30.0, 0.1, 3_600.0, "Seconds that the service has for an answer");

    public IEnumerable<Option> All => [_address, _timeout];

    public ExperimentsClient Connect(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_address), TimeSpan.FromSeconds(parsed.GetValue(_timeout)));
}
