using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Training;

return await ServiceProgram.RunAsync(
    args,
    builder =>
    {
        builder.AddServiceDefaults();
        builder.AddData();
        builder.AddTraining();
        builder.AddMessaging();
    },
    app => app.MapDefaultEndpoints());
