using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PlayCount.Segmentation.Client;

namespace PlayCount.Services.Tests.Calls;

/// <summary>What cuts songs, as a service has it.</summary>
internal static class Cutters
{
    public static ISongCutter Make(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSongCutter();
        return builder.Build().Services.GetRequiredService<ISongCutter>();
    }
}
