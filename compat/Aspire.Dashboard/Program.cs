using Aspire.Dashboard;
using Aspire.Dashboard.Access;
using Aspire.Dashboard.Application;
using Aspire.Dashboard.Pages;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
    EnvironmentName = Environments.Production, // whatever the AppHost's is
});
Settings settings;
try
{
    settings = Settings.Of(builder.Configuration);
}
catch (InvalidOperationException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

// Kestrel warns that ASPNETCORE_URLS is not all that is listened to, and data protection that its keys are kept as they are.
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error)
    .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = Limits.RequestBytes;
    kestrel.ListenOn(settings.Frontend, HttpProtocols.Http1);
    kestrel.ListenOn(settings.OtlpGrpc, HttpProtocols.Http2);
    kestrel.ListenOn(settings.OtlpHttp, HttpProtocols.Http1);
});
builder.Services.AddSingleton(settings).AddSingleton(settings.Limits);
builder.Services.AddSingleton<LogStore>().AddSingleton<TraceStore>().AddSingleton<MetricStore>().AddSingleton<HostState>();
builder.Services.AddDataProtection().AddKeyManagementOptions(keys => keys.XmlRepository = new MemoryKeys());
builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = $"aspire-dashboard-form-{settings.Frontend.Port}");
builder.Services.AddRazorComponents();
builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = Limits.RequestBytes);

var app = builder.Build();
app.UseExceptionHandler(failed => failed.Run(context => context.Response.WriteAsync(
    $"The dashboard failed: {context.Features.Get<IExceptionHandlerFeature>()?.Error.Message}")));
app.UseMiddleware<Gate>();
app.MapGrpcService<TraceReceiver>();
app.MapGrpcService<LogReceiver>();
app.MapGrpcService<MetricReceiver>();
app.MapGrpcService<HostConnection>();
app.MapOtlpHttp();
app.MapTelemetryApi();
app.MapPages();
// The system closes standard input with the AppHost, however that ended; nothing is said there.
if (settings.EndsWithInput)
    _ = Task.Run(() => Console.OpenStandardInput().CopyTo(Stream.Null)).ContinueWith(_ => app.Lifetime.StopApplication());
try
{
    await app.StartAsync();
}
catch (IOException failure)
{
    Console.Error.WriteLine($"The dashboard cannot listen: {failure.Message} Give it other addresses, or end what listens there.");
    return 1;
}

Console.WriteLine($"Now listening on: {settings.Frontend}");
if (!settings.EndsWithInput)
    Console.WriteLine($"Login to the dashboard at {new Uri(settings.Frontend, "/login")}?t={Uri.EscapeDataString(settings.Token)}");
await app.WaitForShutdownAsync();
return 0;
